using System.Globalization;

namespace Lapwing;

/// <summary>
/// Lapwing is built to run without cultures: that needs no ICU on the machine, and writes numbers in one way everywhere. Only the client of
/// SQL Server, whose collations are named after cultures, refuses to work so; for it the environment brings them back.
/// </summary>
internal static class Cultures
{
    /// <summary>What to do about SQL Server, to go on after "to watch SQL Server, ".</summary>
    public const string Remedy = "install ICU (on Debian 12 the package libicu72) and start Lapwing with DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0";

    /// <summary>Whether this process has any. Without them texts compare by their codes, in which capitals come first.</summary>
    public static bool AreThere { get; } = string.Compare("a", "B", CultureInfo.InvariantCulture, CompareOptions.None) < 0;

    /// <summary>Where the process has cultures: keeps them from what Lapwing writes, and tells SQL Server's client that they are there.</summary>
    public static void Prepare()
    {
        if (!AreThere)
            return;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        // The switch still has what the build has set, and the client believes it without a try.
        AppContext.SetSwitch("System.Globalization.Invariant", false);
    }
}
