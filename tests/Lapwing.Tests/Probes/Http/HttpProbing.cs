using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Probes.Http;

namespace Lapwing.Tests.Probes.Http;

/// <summary>Short words for the tests of the HTTP probe.</summary>
internal static class HttpProbing
{
    /// <summary>The time given to what is expected to happen.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>One run of a probe of its own.</summary>
    public static async Task<ProbeResult> ProbeAsync(ApiConfig config, TimeProvider? time = null, HostLookup? lookup = null)
    {
        await using var cpu = new CpuPool(1);
        await using var probe = new HttpProbe(config, cpu, time ?? TimeProvider.System, lookup);
        return await probe.RunOnceAsync();
    }

    extension(HttpProbe probe)
    {
        /// <summary>One run that may take as long as a test is patient.</summary>
        public async Task<ProbeResult> RunOnceAsync()
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(Patience);
            return await probe.RunAsync(limit.Token);
        }
    }

    extension(ProbeResult result)
    {
        public double Metric(string name, string? phase = null) => result.Measurements.ToArray().Single(measurement =>
            measurement.Name == name && (phase is null || measurement.Tags.Equals(new Tags(("phase", phase))))).Value;

        public bool Has(string metric) => result.Measurements.ToArray().Any(measurement => measurement.Name == metric);
    }
}
