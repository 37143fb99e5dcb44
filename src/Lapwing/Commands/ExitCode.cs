namespace Lapwing.Commands;

/// <summary>What the process tells its caller. Scripts rely on these numbers.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Something could not be done: an address in use, a server not reached.</summary>
    public const int Failed = 1;

    /// <summary>The configuration has errors.</summary>
    public const int BadConfig = 2;
}
