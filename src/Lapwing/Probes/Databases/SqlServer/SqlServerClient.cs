using Microsoft.Data.SqlClient;

namespace Lapwing.Probes.Databases.SqlServer;

/// <summary>Microsoft SQL Server and Azure SQL.</summary>
/// <remarks>
/// SQL Server is in no Linux distribution, so the tests do not run one: they cover reading the connection, the meaning of failures, and
/// what recorded rows become. Every statement here is of SQL Server 2016 and later.
/// </remarks>
internal sealed class SqlServerClient : DatabaseClient
{
    private readonly string _connectionString;

    public SqlServerClient(string connection, TimeSpan timeout)
    {
        var settings = SqlServerConnection.Parse(connection, timeout);
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
}
