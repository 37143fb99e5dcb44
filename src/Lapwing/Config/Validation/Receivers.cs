using Lapwing.Config.Binding;

namespace Lapwing.Config.Validation;

/// <summary>The name of a receiver is unique in the file, and the route names one.</summary>
internal static class Receivers
{
    public static void Check(LapwingConfig config, ConfigReport report)
    {
        var names = config.Receivers.Select(receiver => receiver.Name).ToArray();
        Unique.Check(names.Select((name, i) => ($"receivers[{i}].name", name)), (receiver, first) =>
            report.Error(receiver.Path, $"{Quoted.Text(receiver.Name)} is the name of another receiver already, at {first}"));

        // A receiver whose name is wrong may be the one that is meant.
        if (config.Route?.Receiver is { } wanted && !names.Contains(wanted) && !report.HasErrorsIn("receivers"))
            report.Error("route.receiver", $"{Quoted.Text(wanted)} is not one of the receivers{Hint(wanted, names)}");
    }

    private static string Hint(string wanted, string[] names) => Suggestion.For(wanted, names) is { } meant
        ? $"; did you mean {Quoted.Text(meant)}?"
        : names is [] ? "; there are none" : $"; there are {string.Join(", ", names.Select(name => Quoted.Text(name)))}";
}
