using Lapwing.Config;

namespace Lapwing.Commands;

/// <summary>Prints what reading a configuration found, one line each.</summary>
internal static class Findings
{
    public static void Print(ConfigResult result, TextWriter output)
    {
        foreach (var error in result.Errors)
        {
            output.WriteLine(error);
        }

        foreach (var warning in result.Warnings)
        {
            output.WriteLine(warning);
        }
    }
}
