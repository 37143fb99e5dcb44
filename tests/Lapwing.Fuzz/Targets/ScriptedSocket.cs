using System.Net.WebSockets;

namespace Lapwing.Fuzz.Targets;

/// <summary>A WebSocket whose other side sends messages, in frames of a few bytes, and then closes.</summary>
internal sealed class ScriptedSocket(byte[] messages) : WebSocket
{
    private const byte EndOfMessage = 0x1e;

    private const int LongestFrame = 700;

    private int _position;
    private WebSocketState _state = WebSocketState.Open;

    public List<byte[]> Sent { get; } = [];

    public override WebSocketState State => _state;

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override string? SubProtocol => null;

    public override ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_position == messages.Length)
        {
            _state = WebSocketState.CloseReceived;
            return new(new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, true));
        }

        var frame = messages.AsSpan(_position, Math.Min(Math.Min(LongestFrame, buffer.Length), messages.Length - _position));
        var end = frame.IndexOf(EndOfMessage);
        frame = end < 0 ? frame : frame[..end];
        frame.CopyTo(buffer.Span);
        _position += frame.Length + (end < 0 ? 0 : 1);
        return new(new ValueWebSocketReceiveResult(frame.Length, WebSocketMessageType.Text, end >= 0 || _position == messages.Length));
    }

    public override ValueTask SendAsync(
        ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        Sent.Add(buffer.ToArray());
        return ValueTask.CompletedTask;
    }

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        _state = WebSocketState.Closed;
        return Task.CompletedTask;
    }

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task SendAsync(
        ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override void Abort() => _state = WebSocketState.Aborted;

    public override void Dispose()
    {
    }
}
