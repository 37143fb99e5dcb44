using Lapwing.Config;
using Lapwing.Config.Values;
using Lapwing.Probes;

namespace Lapwing.Tests;

/// <summary>Things of which a test needs one, whatever it is.</summary>
internal static class Some
{
    public static TargetState Api(string name = "orders") =>
        Target(new ApiConfig { Name = name, Url = new Uri("http://shop.example/api") });

    public static TargetState Database(string name = "db") =>
        Target(new DatabaseConfig { Name = name, Engine = DatabaseEngine.Sqlite, Connection = new Secret("shop.db") });

    public static TargetState File(string name = "log") => Target(new FileConfig { Name = name, Path = "/var/log/app.log" });

    public static TargetState Target(TargetConfig config) => new(TargetModel.From(config, new DefaultsConfig()), 0);

    /// <summary>A healthy run with one headline value.</summary>
    public static ProbeRun Run(long time, double? headline, params Measurement[] measurements) =>
        Run(time, new ProbeResult { Headline = headline, Measurements = measurements });

    /// <summary>A run that found the target down.</summary>
    public static ProbeRun Failure(long time, string message = "connection refused") =>
        Run(time, ProbeResult.Failed(ProbeErrorKind.Connection, message));

    public static ProbeRun Run(long time, ProbeResult result) =>
        new(time, TimeSpan.FromMilliseconds(1), [new(result.Status, result.Error?.Message, TimeSpan.FromMilliseconds(1))], result);

}
