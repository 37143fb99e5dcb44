using Lapwing.Config.Binding;
using Lapwing.Config.Validation;
using Lapwing.Config.Yaml;

namespace Lapwing.Config;

/// <summary>
/// Reads configuration files: text, then nodes (<see cref="YamlReader"/>), then records (<see cref="RecordReader"/>), then what must hold
/// between options (<see cref="ConfigRules"/>). Every step goes on after an error, so that all are reported at once.
/// </summary>
/// <param name="checkExpression">What is wrong with the expression of a rule, and where in it (from 0); null when nothing is.</param>
/// <param name="environment">Variables for <c>${NAME}</c>, null for one that is not set. Default: the process' environment.</param>
internal sealed class ConfigFile(
    Func<string, (int Offset, string Message)?>? checkExpression = null,
    Func<string, string?>? environment = null)
{
    /// <summary>Most that a file may hold, in bytes (characters, where it comes as text): tens of thousands of targets.</summary>
    private const int MaxSize = 16 << 20;

    private static readonly RecordReader Root = new(RecordShape.Of(typeof(LapwingConfig)));

    /// <summary>Reads a file.</summary>
    public ConfigResult Load(string path)
    {
        var (text, problem) = BoundedFile.ReadText(path, MaxSize);
        return text is null ? Failed(path, problem!) : Parse(text, path);
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">The text, YAML.</param>
    /// <param name="path">Where it comes from: named in errors, and its folder is where paths in the text begin.</param>
    public ConfigResult Parse(string text, string path)
    {
        if (text.Length > MaxSize)
            return Failed(path, $"holds more than {MaxSize} characters, the most that is read");

        var report = new ConfigReport(path);
        var directory = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
        var config = Bind(text, directory, report);
        if (config is not null)
            ConfigRules.Check(config, report, checkExpression);
        return new(report.HasErrors ? null : config, report.Errors, report.Warnings);
    }

    private LapwingConfig? Bind(string text, string directory, ConfigReport report)
    {
        if (YamlReader.Read(text, report) is not { } root)
            return new();
        report.Locate("", root.Position);
        var context = new BindingContext(report, new(environment ?? Environment.GetEnvironmentVariable, directory));
        return root is YamlScalar { IsNull: true } ? new() : ((LapwingConfig?)Root.Read(root, "", context))?.WithFilesFrom(directory);
    }

    private static ConfigResult Failed(string path, string problem) => new(null, [new(path, null, "", problem)], []);
}
