using Lapwing.Config.Connections;

namespace Lapwing.Probes.Databases.Redis;

/// <summary>Redis, Valkey, and what speaks their protocol.</summary>
internal sealed class RedisClient(string connection) : DatabaseClient
{
    private readonly RedisOptions _options = RedisOptions.Parse(connection);

    public override string Address => _options.Address;

    public override IReadOnlyList<MetricQuery> Metrics => RedisMetrics.All;

    public override IReadOnlyList<string> WorkCounters { get; } = ["redis_commands_processed_total"];

    public override string ConnectionCount => "redis_connected_clients";

    protected override async Task<DatabaseSession> ConnectAsync(CancellationToken cancellation) =>
        new RedisSession(this, _options.User, await RedisConnection.OpenAsync(_options, cancellation));

    public override ProbeError Explain(Exception failure) => RedisFault.Explain(failure, Address);

    public override bool IsDenied(Exception failure) => failure is RedisServerException { Code: "NOPERM" };
}
