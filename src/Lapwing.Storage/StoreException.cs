namespace Lapwing.Storage;

/// <summary>A store cannot be opened. Nothing in its folder was changed; the message says why and what to do.</summary>
public sealed class StoreException(string message, Exception? inner = null) : IOException(message, inner);
