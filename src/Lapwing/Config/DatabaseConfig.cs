using Lapwing.Config.Connections;
using Lapwing.Config.Validation;
using Lapwing.Config.Values;
using Lapwing.Model;

namespace Lapwing.Config;

/// <summary>A database to watch.</summary>
internal sealed record DatabaseConfig : TargetConfig
{
    /// <summary>The kind of server: postgresql, mysql, sqlserver, sqlite or redis.</summary>
    public required DatabaseEngine Engine { get; init; }

    /// <summary>
    /// How to reach it: a connection string of the engine's .NET client (Npgsql, MySqlConnector, Microsoft.Data.SqlClient, or for Redis
    /// <c>host:port,password=…</c>), the URL forms <c>postgresql://</c>, <c>mysql://</c>, <c>redis://</c>, or the path of an SQLite file.
    /// </summary>
    [NotEmpty]
    public required Secret Connection { get; init; }

    /// <summary>Queries of your own, run in each round. Default: none.</summary>
    public ValueList<QueryConfig> Queries { get; init; } = [];

    public override Source Source => Source.Database;

    /// <summary>Of a connection that cannot be understood, which no good configuration has, it is the engine.</summary>
    public override string Address => ConnectionAddress.Read(Engine, Connection).Address ?? Engine.ToString().ToLowerInvariant();
}

/// <summary>The kinds of database that can be watched.</summary>
internal enum DatabaseEngine
{
    Postgresql,
    Mysql,
    Sqlserver,
    Sqlite,
    Redis,
}

/// <summary>A query whose rows become samples: the column <c>value</c> is the value, the other columns become labels.</summary>
internal sealed record QueryConfig
{
    /// <summary>Name of the metric.</summary>
    [MetricName]
    public required string Metric { get; init; }

    /// <summary>The query; for Redis a command, such as <c>LLEN queue</c>. It should only read.</summary>
    [NotEmpty]
    public required string Sql { get; init; }
}
