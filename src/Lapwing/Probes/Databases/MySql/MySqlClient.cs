using System.Net;
using Lapwing.Config.Connections;
using MySqlConnector;

namespace Lapwing.Probes.Databases.MySql;

/// <summary>MySQL, MariaDB, and what speaks their protocol.</summary>
internal sealed class MySqlClient : DatabaseClient
{
    private readonly string _connectionString;
    private readonly string _server;

    public MySqlClient(string connection, TimeSpan timeout)
    {
        var settings = Settings(connection, timeout);
        Address = MySqlConnectionText.Address(settings);
        _server = settings.Server;
        _connectionString = settings.ConnectionString;
    }

    public override string Address { get; }

    public override IReadOnlyList<MetricQuery> Metrics => MySqlMetrics.All;

    public override IReadOnlyList<string> WorkCounters { get; } = ["mysql_global_status_questions"];

    public override string ConnectionCount => "mysql_global_status_threads_connected";

    protected override async Task<DatabaseSession> ConnectAsync(CancellationToken cancellation)
    {
        var connection = new MySqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return new MySqlSession(this, connection);
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.UnableToConnectToHost)
        {
            await connection.DisposeAsync();
            // The client does not tell an unknown name from a refused port; this throws for the former.
            await Dns.GetHostAddressesAsync(_server, cancellation);
            throw;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override ProbeError Explain(Exception failure) => MySqlFault.Explain(failure, Address);

    public override bool IsDenied(Exception failure) => failure is MySqlException
    {
        ErrorCode: MySqlErrorCode.SpecifiedAccessDeniedError or MySqlErrorCode.TableAccessDenied or MySqlErrorCode.ColumnAccessDenied
            or MySqlErrorCode.AccessDenied or MySqlErrorCode.DatabaseAccessDenied,
    };

    /// <summary>The connection with what a probe needs where the user has not set it.</summary>
    public static MySqlConnectionStringBuilder Settings(string connection, TimeSpan timeout)
    {
        var settings = MySqlConnectionText.Parse(connection);
        var seconds = (uint)Math.Max(1, Math.Ceiling(timeout.TotalSeconds));
        settings.Pooling = false;
        if (string.IsNullOrEmpty(settings.ApplicationName))
            settings.ApplicationName = "lapwing";
        settings.ConnectionTimeout = Math.Min(settings.ConnectionTimeout, seconds);
        settings.DefaultCommandTimeout = Math.Min(settings.DefaultCommandTimeout, seconds);
        settings.CancellationTimeout = 1;
        // Values as the user's query has them: TINYINT(1) may be 5, CHAR(36) is text, and a date may be zero.
        settings.TreatTinyAsBoolean = false;
        settings.GuidFormat = MySqlGuidFormat.None;
        settings.ConvertZeroDateTime = true;
        // Else an @ in a query would be taken for a parameter.
        settings.AllowUserVariables = true;
        settings.AutoEnlist = false;
        return settings;
    }
}
