namespace Lapwing;

/// <summary>An address cannot be listened on; the message is one sentence that says which and why.</summary>
internal sealed class ListenException(string message, Exception inner) : Exception(message, inner);
