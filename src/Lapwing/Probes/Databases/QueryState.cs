namespace Lapwing.Probes.Databases;

/// <summary>A query of one probe as it lives on from round to round: what it last gave, and whether it is off for a while.</summary>
/// <remarks>Within a round it belongs to the one session that runs it.</remarks>
internal sealed class QueryState(MetricQuery query, TimeProvider time)
{
    /// <summary>How long a query stays off that the server refused: often enough for a person who has just given the privilege.</summary>
    private static readonly TimeSpan OffTime = TimeSpan.FromHours(1);

    private long? _lastRun;
    private long? _off;
    private long? _checked;

    public MetricQuery Query => query;

    public RowReader Rows { get; } = query.Rows(query);

    /// <summary>Why the last run failed; null when it did not.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>What a person has to do so that it runs again; null when it is on.</summary>
    public OffReason? Off { get; private set; }

    /// <summary>Whether it is to run in this round.</summary>
    public bool IsDue(ServerFacts server)
    {
        if (query.When?.Invoke(server) == false || (_off is { } since && time.GetElapsedTime(since) < OffTime))
            return false;
        return _lastRun is not { } last || time.GetElapsedTime(last) >= query.Every;
    }

    /// <summary>Whether the privilege has to be asked for first: at the start, and once in a while since it may be taken away.</summary>
    public bool NeedsCheck => query.GrantCheck is not null && (_checked is not { } last || time.GetElapsedTime(last) >= OffTime);

    public void Checked() => _checked = time.GetTimestamp();

    /// <summary>Begins a run; what the last one gave is forgotten.</summary>
    public void Begin()
    {
        _lastRun = time.GetTimestamp();
        (_off, Off, Failure) = (null, null, null);
        Rows.Forget();
    }

    public void Fail(Exception failure)
    {
        Rows.Forget();
        Failure = failure;
    }

    public void TurnOff(OffReason reason)
    {
        Rows.Forget();
        (_off, Off, Failure) = (time.GetTimestamp(), reason, null);
    }
}

/// <summary>Why a curated query is off.</summary>
/// <param name="Grant">The statement that gives the missing privilege; null when it is something else.</param>
/// <param name="Text">What the server said.</param>
internal sealed record OffReason(string? Grant, string Text);
