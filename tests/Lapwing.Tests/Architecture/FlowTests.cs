using System.Text.RegularExpressions;
using Lapwing.Testing;

namespace Lapwing.Tests.Architecture;

/// <summary>The order of the steps, held by a test: a folder names itself and folders that the data has met before it.</summary>
public sealed partial class FlowTests
{
    /// <summary>The folders of the server in the order in which the data meets them.</summary>
    private static readonly string[] Steps =
        ["Config", "Scheduling", "Probes", "Ingest", "Windows", "Alerts", "Api", "Live", "Dashboard", "Commands"];

    /// <summary>Those that may speak HTTP to clients.</summary>
    private static readonly string[] Web = ["Api", "Live", "Dashboard", "Commands"];

    public static TheoryData<string> Folders => [.. Steps, "Telemetry"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_step_names_only_the_steps_before_it(string folder)
    {
        var position = Array.IndexOf(Steps, folder);
        var later = folder == "Telemetry" ? Steps : Steps[(position + 1)..];
        AssertNone(folder, NamespacesUsed(folder).Where(used => later.Contains(used.Step)).Select(used => $"{used.File} names Lapwing.{used.Step}"));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Only_the_outer_steps_name_the_web_framework(string folder)
    {
        if (Web.Contains(folder))
            return;
        AssertNone(folder, Sources(folder).Where(file => WebUse().IsMatch(File.ReadAllText(file))).Select(file => $"{file} names ASP.NET Core"));
    }

    [Fact]
    public void Every_folder_has_its_place_in_the_order()
    {
        var folders = Directory.GetDirectories(Repository.Path("src/Lapwing")).Select(Path.GetFileName).Where(name => name is not ("obj" or "bin"));
        Assert.Equal(Steps.Append("Telemetry").Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    private static void AssertNone(string folder, IEnumerable<string> faults) =>
        Assert.True(!faults.Any(), $"{folder} breaks the order of the steps:\n{string.Join('\n', faults)}");

    private static IEnumerable<(string File, string Step)> NamespacesUsed(string folder) =>
        from file in Sources(folder)
        from Match match in StepUse().Matches(File.ReadAllText(file))
        select (file, match.Groups[1].Value);

    private static string[] Sources(string folder) =>
        Directory.GetFiles(Repository.Path($"src/Lapwing/{folder}"), "*.cs", SearchOption.AllDirectories);

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?Lapwing\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex StepUse();

    [GeneratedRegex(@"^using Microsoft\.AspNetCore", RegexOptions.Multiline)]
    private static partial Regex WebUse();
}
