namespace Lapwing.Probes.Databases;

/// <summary>How long each phase of a round took, for evidence. A phase under way counts up to now.</summary>
internal sealed class PhaseClock(TimeProvider time)
{
    private readonly List<KeyValuePair<string, double>> _done = [];
    private string? _current;
    private long _since;

    /// <summary>Ends the phase under way and begins another. Returns the seconds of the one that ended.</summary>
    public double Begin(string? phase)
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_since, now);
        if (_current is not null)
            _done.Add(new(_current, elapsed.TotalMilliseconds));
        (_current, _since) = (phase, now);
        return elapsed.TotalSeconds;
    }

    public void Reset()
    {
        _done.Clear();
        _current = null;
    }

    public Evidence ToEvidence(string? address)
    {
        KeyValuePair<string, double>[] phases =
            _current is null ? [.. _done] : [.. _done, new(_current, time.GetElapsedTime(_since).TotalMilliseconds)];
        var slowest = phases is [] ? null : phases.MaxBy(phase => phase.Value).Key;
        return new() { Address = address, Phases = phases, SlowestPhase = _current ?? slowest };
    }
}
