using Lapwing.Config;
using Lapwing.Probes.Databases;
using Lapwing.Probes.Files;
using Lapwing.Probes.Http;

namespace Lapwing.Probes;

/// <summary>Makes the probe of a target: the one place that knows every kind.</summary>
internal sealed class ProbeFactory(CpuPool cpu, TimeProvider time)
{
    public IProbe Create(TargetConfig target) => target switch
    {
        ApiConfig api => new HttpProbe(api, cpu, time),
        DatabaseConfig database => new DatabaseProbe(database, time),
        FileConfig file => new FileProbe(file, cpu, time),
        _ => throw new ArgumentException($"there is no probe for {target.GetType().Name}", nameof(target)),
    };
}
