using System.Diagnostics.CodeAnalysis;

namespace Lapwing.Config;

/// <summary>What reading a configuration file gave: a configuration, or all that is wrong with the file.</summary>
/// <param name="Config">The configuration; null when there are errors.</param>
/// <param name="Errors">Everything that is wrong, in the order of the file.</param>
/// <param name="Warnings">What has no effect, in the order of the file.</param>
internal sealed record ConfigResult(LapwingConfig? Config, IReadOnlyList<ConfigError> Errors, IReadOnlyList<ConfigWarning> Warnings)
{
    [MemberNotNullWhen(true, nameof(Config))]
    public bool IsValid => Config is not null;
}
