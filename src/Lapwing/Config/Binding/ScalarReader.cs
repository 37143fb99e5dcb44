using Lapwing.Config.Binding.Formats;
using Lapwing.Config.Validation;
using Lapwing.Config.Yaml;

namespace Lapwing.Config.Binding;

/// <summary>Reads an option that is written as one text.</summary>
internal sealed class ScalarReader(ScalarFormat format, IReadOnlyList<CheckAttribute> checks) : OptionReader
{
    public ScalarFormat Format => format;

    public override object StandIn => format.StandIn;

    public override object? Read(YamlNode node, string path, BindingContext context)
    {
        if (node is not YamlScalar scalar)
        {
            context.Report.Error(path, $"is a {(node is YamlList ? "list" : "mapping")}, but one value belongs here", node.Position);
            return null;
        }

        var complete = true;
        var text = context.Substitution.Replace(scalar.Text, problem =>
        {
            complete = false;
            context.Report.Error(path, problem, node.Position);
        });
        if (!complete)
            return null;

        var value = format.Read(text);
        var complaint = value is null
            ? format.Complaint
            : checks.Select(check => check.Check(value, format)).FirstOrDefault(found => found is not null);
        if (complaint is null)
            return value;
        context.Report.Error(path, $"{Show(scalar.Text, text)} {complaint}", node.Position);
        return null;
    }

    // What was put in from outside may be a password in the wrong place: only what the file itself holds is shown.
    private string Show(string written, string replaced) =>
        !format.MayShow(written) ? "the value"
        : written == replaced ? Quoted.Text(written)
        : $"the value of {Quoted.Text(written)}";
}
