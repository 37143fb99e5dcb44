namespace Lapwing.Storage.Wal;

/// <summary>The log cannot be read at all; nothing in it was changed. The message says which file, why, and what to do.</summary>
internal sealed class WalException(string message, Exception? inner = null) : IOException(message, inner);
