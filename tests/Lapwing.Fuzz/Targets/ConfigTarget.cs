using System.Text;
using System.Text.Unicode;
using Lapwing.Alerts;
using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Testing;

namespace Lapwing.Fuzz.Targets;

/// <summary>A configuration file: a configuration whose targets and rules can be made, or errors of one line each.</summary>
internal sealed class ConfigTarget : IFuzzTarget
{
    /// <summary>What people still read of a list of everything that is known.</summary>
    private const int LongestMessage = 2000;

    private static readonly ConfigFile Files = new(RuleSet.Check, name => name == "TOKEN" ? "s3cret" : null);

    private readonly ProbeFactory _probes = new(new CpuPool(1), TimeProvider.System);
    private readonly TempFolder _folder = new();

    public string Words => "apis: databases: files: groups: rules: expr: url: http://a match: regex: expect: body: json: $..a[?(@.b)] "
        + "interval: 100ms 1h30m 10GiB ${TOKEN} ${file:x} &a *a <<: - [ ] { } , ? | > ! % ~ null --- ... !!str ' \" # \t \n";

    public void Dispose() => _folder.Dispose();

    public void Run(ReadOnlySpan<byte> input)
    {
        var result = Utf8.IsValid(input) ? Files.Parse(Encoding.UTF8.GetString(input), "lapwing.yml") : Load(input);
        BrokenPromiseException.ThrowUnless(result.Config is null == result.Errors.Count > 0);
        foreach (var error in result.Errors)
        {
            BrokenPromiseException.ThrowUnless($"{error}" is { Length: < LongestMessage } text && !text.Contains('\n'));
        }

        if (result.Config is { } config)
            Use(config);
    }

    private ConfigResult Load(ReadOnlySpan<byte> input)
    {
        File.WriteAllBytes(_folder["lapwing.yml"], input);
        return Files.Load(_folder["lapwing.yml"]);
    }

    private void Use(LapwingConfig config)
    {
        _ = RuleSet.From(config);
        foreach (var model in TargetModel.All(config))
        {
            // Nothing is open before the first run, so that none needs to be disposed of.
            _ = _probes.Create(model.Config);
        }
    }
}
