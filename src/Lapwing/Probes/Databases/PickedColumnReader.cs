namespace Lapwing.Probes.Databases;

/// <summary>
/// Rows of a statement whose columns cannot be chosen, such as <c>SHOW REPLICA STATUS</c>: picks columns by name, whatever their case,
/// and leaves out those that a server does not have.
/// </summary>
/// <param name="labels">Columns and the labels they become.</param>
/// <param name="metrics">Columns and the metrics they become.</param>
internal sealed class PickedColumnReader(
    IReadOnlyList<(string Column, string Label)> labels, IReadOnlyList<(string Column, string Metric)> metrics) : RowReader
{
    private TagCache _tags = new([]);
    private int[] _labelColumns = [];
    private (int Column, string Metric)[]? _picked;

    public override IEnumerable<string> Metrics => metrics.Select(pick => pick.Metric).Distinct();

    protected override bool Accept(IReadOnlyList<string> columns)
    {
        if (_picked is null)
            Pick([.. columns]);
        _tags.BeginRun();
        return true;
    }

    protected override void Add(ReadOnlySpan<object?> row)
    {
        var values = new object?[_labelColumns.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = row[_labelColumns[i]];
        }

        if (!_tags.TryGet(values, out var tags))
            return;
        foreach (var (column, metric) in _picked!)
        {
            Samples.Add(new(metric, ColumnValue.NumberOrState(row[column]), tags));
        }
    }

    private void Pick(List<string> columns)
    {
        int IndexOf(string name) => columns.FindIndex(column => column.Equals(name, StringComparison.OrdinalIgnoreCase));

        var present = labels.Where(label => IndexOf(label.Column) >= 0).ToList();
        _labelColumns = [.. present.Select(label => IndexOf(label.Column))];
        _tags = new([.. present.Select(label => label.Label)]);
        _picked = [.. metrics.Select(metric => (IndexOf(metric.Column), metric.Metric)).Where(pick => pick.Item1 >= 0)];
    }
}
