using Lapwing.Config;

namespace Lapwing.Probes;

/// <summary>Makes the probe of a target: the one place that knows every kind.</summary>
internal sealed class ProbeFactory
{
    public static IProbe Create(TargetConfig target) => target switch
    {
        _ => throw new NotSupportedException($"No probe for {target.GetType().Name}."),
    };
}
