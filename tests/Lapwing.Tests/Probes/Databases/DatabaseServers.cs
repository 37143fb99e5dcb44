using Lapwing.Testing;
using Lapwing.Tests.Probes.Databases;

[assembly: AssemblyFixture(typeof(DatabaseServers))]

namespace Lapwing.Tests.Probes.Databases;

/// <summary>The real servers of a test run; each starts when the first test asks for it.</summary>
public sealed class DatabaseServers : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _postgres = new(PostgresServer.StartAsync);
    private readonly Lazy<Task<MariaDbServer>> _mariaDb = new(MariaDbServer.StartAsync);
    private readonly Lazy<Task<RedisServer>> _redis = new(RedisServer.StartAsync);

    public Task<PostgresServer> Postgres => _postgres.Value;

    public Task<MariaDbServer> MariaDb => _mariaDb.Value;

    public Task<RedisServer> Redis => _redis.Value;

    public async ValueTask DisposeAsync()
    {
        await StopAsync(_postgres);
        await StopAsync(_mariaDb);
        await StopAsync(_redis);
    }

    private static async Task StopAsync<T>(Lazy<Task<T>> server) where T : IAsyncDisposable
    {
        if (server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await server.Value).DisposeAsync();
    }
}
