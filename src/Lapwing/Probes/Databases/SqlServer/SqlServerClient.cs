using Lapwing.Config.Connections;
using Microsoft.Data.SqlClient;

namespace Lapwing.Probes.Databases.SqlServer;

/// <summary>Microsoft SQL Server and Azure SQL.</summary>
/// <remarks>
/// SQL Server is in no Linux distribution, so the tests do not run one: they cover reading the connection, the meaning of failures, and
/// what recorded rows become. Every statement here is of SQL Server 2016 and later.
/// </remarks>
internal sealed class SqlServerClient : DatabaseClient
{
    /// <summary>What the client library calls itself when nobody has named it.</summary>
    private static readonly string DefaultApplicationName = new SqlConnectionStringBuilder().ApplicationName;

    private readonly string _connectionString;

    public SqlServerClient(string connection, TimeSpan timeout)
    {
        var settings = Settings(connection, timeout);
        Address = SqlServerConnection.Address(settings);
        _connectionString = settings.ConnectionString;
    }

    public override string Address { get; }

    public override IReadOnlyList<MetricQuery> Metrics => SqlServerMetrics.All;

    public override IReadOnlyList<string> WorkCounters { get; } = ["mssql_batch_requests_total"];

    public override string ConnectionCount => "mssql_connections";

    protected override async Task<DatabaseSession> ConnectAsync(CancellationToken cancellation)
    {
        var connection = new SqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return new SqlServerSession(this, connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override ProbeError Explain(Exception failure) => SqlServerFault.Explain(failure, Address);

    public override bool IsDenied(Exception failure) => failure is SqlException e && SqlServerFault.IsDenied(e.Number);

    /// <summary>The connection with what a probe needs where the user has not set it.</summary>
    public static SqlConnectionStringBuilder Settings(string connection, TimeSpan timeout)
    {
        var settings = SqlServerConnection.Parse(connection);
        var seconds = Math.Max(1, (int)Math.Ceiling(timeout.TotalSeconds));
        settings.Pooling = false;
        if (settings.ApplicationName == DefaultApplicationName)
            settings.ApplicationName = "lapwing";
        settings.ConnectTimeout = Math.Min(settings.ConnectTimeout, seconds);
        settings.CommandTimeout = Math.Min(settings.CommandTimeout, seconds);
        // Lapwing tries again by itself, and says so.
        settings.ConnectRetryCount = 0;
        settings.Enlist = false;
        return settings;
    }
}
