using Lapwing.Config;

namespace Lapwing.Commands;

/// <summary>Prints what reading a configuration found, one line each, on standard error.</summary>
internal static class Findings
{
    public static void Print(ConfigResult result)
    {
        foreach (var error in result.Errors)
        {
            Console.Error.WriteLine(error);
        }

        foreach (var warning in result.Warnings)
        {
            Console.Error.WriteLine(warning);
        }
    }
}
