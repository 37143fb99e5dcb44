namespace Lapwing.Probes.Http;

/// <summary>The parts of a request, named as blackbox_exporter names them.</summary>
internal enum HttpPhase
{
    /// <summary>From name to addresses (DNS); nothing for an address written as numbers.</summary>
    Resolve,

    /// <summary>Until the TCP connection stands; with several addresses, the race between them.</summary>
    Connect,

    /// <summary>The TLS handshake; through a proxy also the opening of the tunnel.</summary>
    Tls,

    /// <summary>From the request to the header of its response.</summary>
    Processing,

    /// <summary>From the header to the end of the body.</summary>
    Transfer,
}

/// <summary>The words for <see cref="HttpPhase"/> that metrics and evidence use.</summary>
internal static class HttpPhaseNames
{
    extension(HttpPhase phase)
    {
        public string Name => phase switch
        {
            HttpPhase.Resolve => "resolve",
            HttpPhase.Connect => "connect",
            HttpPhase.Tls => "tls",
            HttpPhase.Processing => "processing",
            _ => "transfer",
        };
    }
}

/// <summary>
/// A stopwatch that is always in exactly one phase, so that the phases add up to the whole. Phases entered again, as redirects do, add up.
/// </summary>
/// <remarks>
/// The run and the connecting of its connection use it in turns, never at once; only <see cref="End"/> may come in between,
/// and what an abandoned connection attempt reports after that is ignored.
/// </remarks>
internal sealed class HttpPhases(TimeProvider time)
{
    public static readonly HttpPhase[] All = Enum.GetValues<HttpPhase>();

    private readonly long[] _ticks = new long[All.Length];
    private readonly long _start = time.GetTimestamp();
    private long _since = time.GetTimestamp();
    private volatile bool _ended;

    /// <summary>The phase under way, or the last one.</summary>
    public HttpPhase Current { get; private set; } = HttpPhase.Processing;

    public HttpPhase Longest => All.MaxBy(phase => _ticks[(int)phase]);

    /// <summary>From the start to the last change of phase; the whole run once it has ended.</summary>
    public TimeSpan Whole => time.GetElapsedTime(_start, _since);

    public TimeSpan this[HttpPhase phase] => time.GetElapsedTime(0, _ticks[(int)phase]);

    public void Enter(HttpPhase phase)
    {
        if (!_ended)
        {
            var now = time.GetTimestamp();
            _ticks[(int)Current] += now - _since;
            _since = now;
            Current = phase;
        }
    }

    public void End()
    {
        Enter(Current);
        _ended = true;
    }
}
