using Npgsql;

namespace Lapwing.Probes.Databases.Postgres;

/// <summary>PostgreSQL, and what speaks its protocol.</summary>
internal sealed class PostgresClient : DatabaseClient
{
    private readonly NpgsqlDataSource _source;

    public PostgresClient(string connection, TimeSpan timeout)
    {
        var settings = PostgresConnection.Parse(connection, timeout);
        Address = PostgresConnection.Address(settings);
        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        // Loading the list of types costs the server a big query, and is of no use where values are read as text.
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        builder.EnableTransportSecurity();
        builder.EnableIntegratedSecurity();
        _source = Build(builder);
    }

    public override string Address { get; }

    public override IReadOnlyList<MetricQuery> Metrics => PostgresMetrics.All;

    public override IReadOnlyList<string> WorkCounters { get; } = ["pg_stat_database_xact_commit", "pg_stat_database_xact_rollback"];

    public override string ConnectionCount => "pg_stat_database_numbackends";

    protected override async Task<DatabaseSession> ConnectAsync(CancellationToken cancellation) =>
        new PostgresSession(this, await _source.OpenConnectionAsync(cancellation));

    public override ProbeError Explain(Exception failure) => PostgresFault.Explain(failure, Address);

    public override bool IsDenied(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege };

    public override async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await base.DisposeAsync();
    }

    // The library reads the ports of several hosts only now. What it could not read is not repeated: it may be a piece of a password.
    private static NpgsqlDataSource Build(NpgsqlSlimDataSourceBuilder builder)
    {
        try
        {
            return builder.Build();
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new ConnectionTextException("The connection of this target has a host whose port is no number: write them as 'a:5432,b:5433'.");
        }
    }
}
