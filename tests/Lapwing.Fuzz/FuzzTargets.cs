using Lapwing.Fuzz.Targets;
using Lapwing.Testing;

namespace Lapwing.Fuzz;

/// <summary>All that can be fuzzed.</summary>
internal static class FuzzTargets
{
    private static readonly Dictionary<string, Func<IFuzzTarget>> Makers = new()
    {
        ["block"] = () => new BlockTarget(),
        ["catalog"] = () => new CatalogTarget(),
        ["chunk"] = () => new ChunkTarget(),
        ["config"] = () => new ConfigTarget(),
        ["connection"] = () => new ConnectionTarget(),
        ["glob"] = () => new GlobTarget(),
        ["http"] = () => new HttpTarget(),
        ["jsonpath"] = () => new JsonPathTarget(),
        ["lines"] = () => new LinesTarget(),
        ["live"] = () => new LiveTarget(),
        ["matcher"] = () => new MatcherTarget(),
        ["promql"] = () => new PromQlTarget(),
        ["resp"] = () => new RespTarget(),
        ["wal"] = () => new WalTarget(),
    };

    /// <summary>What they are called, on the command line and in <c>corpus</c>.</summary>
    public static IReadOnlyCollection<string> Names => Makers.Keys;

    public static IFuzzTarget Create(string name) => Makers[name]();

    /// <summary>The inputs that a target begins with, in the order of their names.</summary>
    public static IReadOnlyList<byte[]> Corpus(string name, string? folder = null) =>
        [.. Directory.GetFiles(folder ?? Repository.Path($"tests/Lapwing.Fuzz/corpus/{name}")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
