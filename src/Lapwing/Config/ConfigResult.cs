namespace Lapwing.Config;

internal sealed record ConfigResult(LapwingConfig? Config, IReadOnlyList<string> Errors)
{
    public IEnumerable<string> Messages => Errors;
}

internal static class ConfigFile
{
    public static ConfigResult Load(string path) => new(null, [$"{path}: not yet"]);
}
