namespace Lapwing.Probes.Databases;

/// <summary>
/// Turns the rows of one answer into measurements. It lives as long as its probe, so that names and tags are built once and ingest
/// recognises each series by reference.
/// </summary>
internal abstract class RowReader
{
    /// <summary>More rows than this are a mistake in the query, not metrics.</summary>
    public const int MaxRows = 1000;

    private int _rows;

    /// <summary>The names of all metrics that answers may become; where the columns make the names, those of the last answer.</summary>
    public abstract IEnumerable<string> Metrics { get; }

    /// <summary>What the last answer gave, in the order of its rows.</summary>
    public List<Measurement> Samples { get; } = [];

    /// <summary>What of the last answer could not be used, and why; null for nothing.</summary>
    public string? Notice { get; protected set; }

    /// <summary>Begins an answer. False when its rows are of no use.</summary>
    public bool Begin(IReadOnlyList<string> columns)
    {
        Forget();
        return Accept(columns);
    }

    /// <summary>Takes a row, nulls as null. False when no more rows are wanted.</summary>
    public bool Read(ReadOnlySpan<object?> row)
    {
        if (_rows++ == MaxRows)
        {
            Notice ??= $"It has more than {MaxRows} rows; the rest is left out. Aggregate or limit it.";
            return false;
        }

        Add(row);
        return true;
    }

    /// <summary>Drops the last answer.</summary>
    public void Forget()
    {
        _rows = 0;
        Notice = null;
        Samples.Clear();
    }

    protected abstract bool Accept(IReadOnlyList<string> columns);

    protected abstract void Add(ReadOnlySpan<object?> row);
}
