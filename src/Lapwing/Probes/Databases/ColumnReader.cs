namespace Lapwing.Probes.Databases;

/// <summary>
/// Rows whose first columns are the labels of <see cref="MetricQuery.Labels"/> and whose other columns are one metric each.
/// </summary>
internal sealed class ColumnReader(MetricQuery query) : RowReader
{
    private readonly TagCache _tags = new([.. query.Labels]);
    private string[] _metrics = [];

    public override IEnumerable<string> Metrics => _metrics;

    protected override bool Accept(IReadOnlyList<string> columns)
    {
        _tags.BeginRun();
        if (_metrics.Length == 0)
            _metrics = [.. columns.Skip(query.Labels.Count).Select(column => $"{query.Name}_{column}")];
        return true;
    }

    protected override void Add(ReadOnlySpan<object?> row)
    {
        var labels = query.Labels.Count;
        if (!_tags.TryGet(row[..labels], out var tags))
            return;
        for (var i = 0; i < _metrics.Length; i++)
        {
            Samples.Add(new(_metrics[i], ColumnValue.NumberOrState(row[labels + i]), tags));
        }
    }
}
