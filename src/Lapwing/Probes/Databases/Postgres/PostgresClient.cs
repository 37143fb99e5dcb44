using Lapwing.Config.Connections;
using Npgsql;

namespace Lapwing.Probes.Databases.Postgres;

/// <summary>PostgreSQL, and what speaks its protocol.</summary>
internal sealed class PostgresClient : DatabaseClient
{
    private readonly NpgsqlDataSource _source;

    public PostgresClient(string connection, TimeSpan timeout)
    {
        var settings = Settings(connection, timeout);
        Address = PostgresConnection.Address(settings);
        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        // Loading the list of types costs the server a big query, and is of no use where values are read as text.
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        builder.EnableTransportSecurity();
        builder.EnableIntegratedSecurity();
        _source = builder.Build();
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

    /// <summary>The connection with what a probe needs where the user has not set it.</summary>
    public static NpgsqlConnectionStringBuilder Settings(string connection, TimeSpan timeout)
    {
        var settings = PostgresConnection.Parse(connection);
        var seconds = Math.Max(1, (int)Math.Ceiling(timeout.TotalSeconds));
        settings.Pooling = false;
        settings.ApplicationName ??= "lapwing";
        settings.Timeout = Math.Min(settings.Timeout, seconds);
        settings.CommandTimeout = Math.Min(settings.CommandTimeout, seconds);
        // How long a cancelled query may take to end before the connection is just dropped. The server is asked to stop it in any case.
        settings.CancellationTimeout = 500;
        // A failure's detail may quote data.
        settings.IncludeErrorDetail = false;
        settings.Enlist = false;
        return settings;
    }

    public override async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await base.DisposeAsync();
    }
}
