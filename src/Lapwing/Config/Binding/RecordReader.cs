using Lapwing.Config.Yaml;

namespace Lapwing.Config.Binding;

/// <summary>Reads a record of options.</summary>
internal sealed class RecordReader(RecordShape shape) : OptionReader
{
    public RecordShape Shape => shape;

    public override object StandIn
    {
        get
        {
            var record = shape.Create();
            foreach (var option in shape.Options.Where(option => option.IsRequired))
            {
                option.Property.SetValue(record, option.Reader.StandIn);
            }

            return record;
        }
    }

    public override object? Read(YamlNode node, string path, BindingContext context)
    {
        if (node is not YamlMap map)
        {
            context.Report.Error(path, $"{(path.Length == 0 ? "the file " : "")}is not a mapping; it has the options {Keys}", node.Position);
            return null;
        }

        var record = StandIn;
        var missing = shape.Options.Where(option => option.IsRequired).ToHashSet();
        foreach (var (key, value) in map.Entries)
        {
            var keyPath = OptionPath.Key(path, key.Text);
            context.Report.Locate(keyPath, value.Position);
            if (shape.Find(key.Text) is not { } option)
            {
                ReportUnknown(key, value, keyPath, context.Report);
            }
            else if (value is not YamlScalar { IsNull: true })
            {
                missing.Remove(option);
                if (option.Reader.Read(value, keyPath, context) is { } read)
                    option.Property.SetValue(record, read);
            }
        }

        foreach (var option in missing)
        {
            context.Report.Error(OptionPath.Key(path, option.Key), "is required", node.Position);
        }

        return record;
    }

    private string Keys => string.Join(", ", shape.Options.Select(option => option.Key));

    private void ReportUnknown(YamlScalar key, YamlNode value, string path, ConfigReport report)
    {
        if (LaterOptions.Of(shape.Type).Contains(key.Text))
        {
            if (!LaterOptions.IsEmpty(value))
                report.Warn(path, "not used by this version", key.Position);
            return;
        }

        var meant = Suggestion.For(key.Text, shape.Options.Select(option => option.Key));
        var advice = meant is null ? $"there are {Keys}" : $"did you mean `{meant}`?";
        report.Error(path, $"is not an option here; {advice}", key.Position);
    }
}
