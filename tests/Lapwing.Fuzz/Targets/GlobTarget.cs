using System.Text;
using Lapwing.Probes.Files;

namespace Lapwing.Fuzz.Targets;

/// <summary>A pattern of paths in the first line, and paths in the others.</summary>
internal sealed class GlobTarget : IFuzzTarget
{
    public string Words => "* ** ? [ ] [!a] [a-z] [^ - . .. / // **/ /** \\ a é \ud83d\ude00";

    public void Run(ReadOnlySpan<byte> input)
    {
        // A path with NUL is refused before it comes here.
        var lines = Encoding.UTF8.GetString(input).Replace("\0", "").Split('\n');
        if (!GlobPattern.IsPattern(lines[0]))
            return;

        var pattern = new GlobPattern(lines[0]);
        foreach (var path in lines)
        {
            _ = pattern.IsMatch("/" + path);
        }
    }
}
