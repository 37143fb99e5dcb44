namespace Lapwing.Config.Validation;

/// <summary>Finds names that are taken.</summary>
internal static class Unique
{
    /// <summary>Tells <paramref name="complain"/> of each name that came before, with the path where it came first.</summary>
    public static void Check(IEnumerable<(string Path, string Name)> named, Action<(string Path, string Name), string> complain)
    {
        var first = new Dictionary<string, string>();
        foreach (var item in named)
        {
            if (!first.TryAdd(item.Name, item.Path))
                complain(item, first[item.Name]);
        }
    }
}
