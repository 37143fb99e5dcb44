namespace Lapwing.Probes.Databases;

/// <summary>
/// Rows of a query of the user's own: the column <c>value</c> is the value of the one metric, the other columns are labels.
/// </summary>
internal sealed class ValueReader(string metric) : RowReader
{
    private const string ValueColumn = "value";

    private TagCache _tags = new([]);
    private string[] _columns = [];
    private object?[] _labels = [];
    private int _value;

    public override IEnumerable<string> Metrics => [metric];

    protected override bool Accept(IReadOnlyList<string> columns)
    {
        if (!_columns.AsSpan().SequenceEqual(columns.ToArray()))
            Learn([.. columns]);
        _tags.BeginRun();
        if (_value < 0)
            Notice = $"It has no column '{ValueColumn}', but {Found()}. Name the column that holds the number: SELECT … AS {ValueColumn}.";
        return _value >= 0;
    }

    protected override void Add(ReadOnlySpan<object?> row)
    {
        var next = 0;
        for (var i = 0; i < row.Length; i++)
        {
            if (i != _value)
                _labels[next++] = row[i];
        }

        if (!ColumnValue.TryNumber(row[_value], out var value))
            Notice ??= $"The value '{Shortened(row[_value])}' is not a number; such rows are left out. Cast it to a number.";
        else if (_tags.TryGet(_labels, out var tags))
            Samples.Add(new(metric, value, tags));
        else
            Notice ??= "Several rows have the same labels; only the first counts. Select a column that tells them apart, or aggregate.";
    }

    private void Learn(string[] columns)
    {
        _columns = columns;
        _value = Array.FindIndex(columns, column => column.Equals(ValueColumn, StringComparison.OrdinalIgnoreCase));
        string[] labels = [.. columns.Where((_, i) => i != _value).Select(LabelName)];
        _labels = new object?[labels.Length];
        _tags = new(labels);
    }

    /// <summary>A name that PromQL can write: what is no letter, digit or underscore becomes an underscore.</summary>
    private static string LabelName(string column)
    {
        var name = string.Concat(column.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? $"_{name}" : name;
    }

    private string Found() => _columns.Length == 0 ? "no columns at all" : $"the columns '{string.Join("', '", _columns)}'";

    private static string Shortened(object? value) =>
        ColumnValue.Label(value) is var text && text.Length > 40 ? $"{text.AsSpan(0, 40)}…" : text;
}
