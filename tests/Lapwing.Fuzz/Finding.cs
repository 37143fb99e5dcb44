namespace Lapwing.Fuzz;

/// <summary>An input on which a target failed.</summary>
/// <param name="Target">Its name.</param>
/// <param name="Input">The input.</param>
/// <param name="Problem">What happened.</param>
internal sealed record Finding(string Target, byte[] Input, string Problem)
{
    /// <summary>Writes the input to a file whose name its content decides, and returns the path.</summary>
    public string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{Target}-{System.IO.Hashing.XxHash3.HashToUInt64(Input):x16}");
        File.WriteAllBytes(path, Input);
        return path;
    }
}
