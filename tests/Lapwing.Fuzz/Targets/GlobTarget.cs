using System.Text;
using Lapwing.Probes.Files;

namespace Lapwing.Fuzz.Targets;

/// <summary>A pattern of paths in the first line, and paths in the others.</summary>
internal sealed class GlobTarget : IFuzzTarget
{
    private const int LongestPath = 4096;

    private const int MostPaths = 20;

    public string Words => "* ** ? [ ] [!a] [a-z] [^ - . .. / // **/ /** \\ a é \ud83d\ude00";

    public void Run(ReadOnlySpan<byte> input)
    {
        // The configuration refuses a path with NUL or longer than paths are, and the system has no longer one.
        var text = Encoding.UTF8.GetString(input).Replace("\0", "");
        var lines = text.Split('\n').Select(line => line[..Math.Min(line.Length, LongestPath)]).Take(MostPaths).ToArray();
        if (!GlobPattern.IsPattern(lines[0]))
            return;

        var pattern = new GlobPattern(lines[0]);
        foreach (var path in lines)
        {
            _ = pattern.IsMatch("/" + path);
        }
    }
}
