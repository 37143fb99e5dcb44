using System.Collections.Frozen;

namespace Lapwing.Probes.Databases.MySql;

/// <summary>The curated metrics of MySQL and MariaDB, named as mysqld_exporter names them where it has them.</summary>
internal static class MySqlMetrics
{
    private const string GrantProcess = "GRANT PROCESS ON *.* TO {user};";

    private const string ReplicaColumns = "mysql_slave_status";

    /// <summary>Variables of <c>SHOW GLOBAL STATUS</c> that keep their name.</summary>
    private static readonly string[] PlainStatus =
    [
        "Uptime", "Questions", "Queries", "Slow_queries",
        "Threads_connected", "Threads_running", "Max_used_connections", "Aborted_connects", "Aborted_clients",
        "Innodb_buffer_pool_reads", "Innodb_buffer_pool_read_requests",
        "Innodb_row_lock_current_waits", "Innodb_row_lock_waits", "Innodb_row_lock_time",
        "Innodb_deadlocks", "Innodb_checkpoint_age", "Innodb_checkpoint_max_age",
        "Created_tmp_tables", "Created_tmp_disk_tables", "Select_full_join", "Sort_merge_passes",
        "Bytes_received", "Bytes_sent",
        "wsrep_cluster_size", "wsrep_ready", "wsrep_local_state", "wsrep_flow_control_paused",
    ];

    private static readonly string[] Variables =
        ["max_connections", "innodb_buffer_pool_size", "read_only", "table_open_cache", "long_query_time"];

    private static readonly string[] Commands = ["select", "insert", "update", "delete", "replace", "commit", "rollback"];

    private static readonly string[] ConnectionErrors = ["accept", "internal", "max_connections", "peer_address", "select", "tcpwrap"];

    private static readonly string[] PageStates = ["data", "free", "misc"];

    private static readonly FrozenDictionary<string, NamedMetric> Status = AllStatus()
        .ToFrozenDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, NamedMetric> VariableMetrics = Variables
        .ToFrozenDictionary(name => name, name => new NamedMetric($"mysql_global_variables_{name}"), StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<MetricQuery> All { get; } =
    [
        new("mysql_global_status", $"SHOW GLOBAL STATUS WHERE Variable_name IN ({Quoted(Status.Keys)})")
            { Rows = _ => new NamedRowReader(Status) },

        new("mysql_global_variables", $"SHOW GLOBAL VARIABLES WHERE Variable_name IN ({Quoted(VariableMetrics.Keys)})")
            { Rows = _ => new NamedRowReader(VariableMetrics) },

        new("mysql", """
            SELECT (SELECT COALESCE(MAX(TIME), 0) FROM information_schema.PROCESSLIST
                    WHERE COMMAND IN ('Query', 'Execute') AND ID <> CONNECTION_ID()) AS longest_query_seconds,
                   (SELECT COALESCE(MAX(TIMESTAMPDIFF(SECOND, trx_started, NOW())), 0) FROM information_schema.INNODB_TRX)
                       AS longest_transaction_seconds,
                   (SELECT COUNT(*) FROM information_schema.INNODB_TRX) AS innodb_transactions
            """) { Grant = GrantProcess },

        new("mysql_info_schema_innodb_metrics", """
            SELECT (SELECT `COUNT` FROM information_schema.INNODB_METRICS WHERE NAME = 'lock_deadlocks') AS lock_lock_deadlocks_total,
                   (SELECT `COUNT` FROM information_schema.INNODB_METRICS WHERE NAME = 'log_lsn_checkpoint_age')
                       AS log_log_lsn_checkpoint_age
            """) { Grant = GrantProcess, When = server => !server.IsMariaDb },

        new(ReplicaColumns, "SHOW ALL SLAVES STATUS")
            { Rows = _ => Replica(), Grant = "GRANT SLAVE MONITOR ON *.* TO {user};", When = server => server.IsMariaDb },

        new(ReplicaColumns, "SHOW REPLICA STATUS")
            { Rows = _ => Replica(), Grant = "GRANT REPLICATION CLIENT ON *.* TO {user};", When = HasReplicaStatus },

        new(ReplicaColumns, "SHOW SLAVE STATUS")
        {
            Rows = _ => Replica(),
            Grant = "GRANT REPLICATION CLIENT ON *.* TO {user};",
            When = server => !server.IsMariaDb && !HasReplicaStatus(server),
        },
    ];

    private static bool HasReplicaStatus(ServerFacts server) => !server.IsMariaDb && server.Version >= new Version(8, 0, 22);

    private static IEnumerable<KeyValuePair<string, NamedMetric>> AllStatus() =>
    [
        .. PlainStatus.Select(name => KeyValuePair.Create(name, new NamedMetric($"mysql_global_status_{name.ToLowerInvariant()}"))),
        .. Commands.Select(name => KeyValuePair.Create(
            $"Com_{name}", new NamedMetric("mysql_global_status_commands_total", new(("command", name))))),
        .. ConnectionErrors.Select(name => KeyValuePair.Create(
            $"Connection_errors_{name}", new NamedMetric("mysql_global_status_connection_errors_total", new(("error", name))))),
        .. PageStates.Select(state => KeyValuePair.Create(
            $"Innodb_buffer_pool_pages_{state}", new NamedMetric("mysql_global_status_buffer_pool_pages", new(("state", state))))),
        KeyValuePair.Create("Innodb_buffer_pool_pages_dirty", new NamedMetric("mysql_global_status_buffer_pool_dirty_pages")),
    ];

    /// <summary>The names of columns differ by vendor and version; mysqld_exporter keeps the oldest.</summary>
    private static PickedColumnReader Replica() => new(
        [
            ("Connection_name", "connection_name"), ("Channel_Name", "channel_name"),
            ("Master_Host", "master_host"), ("Source_Host", "master_host"),
        ],
        [
            ("Seconds_Behind_Master", $"{ReplicaColumns}_seconds_behind_master"),
            ("Seconds_Behind_Source", $"{ReplicaColumns}_seconds_behind_master"),
            ("Slave_IO_Running", $"{ReplicaColumns}_slave_io_running"), ("Replica_IO_Running", $"{ReplicaColumns}_slave_io_running"),
            ("Slave_SQL_Running", $"{ReplicaColumns}_slave_sql_running"), ("Replica_SQL_Running", $"{ReplicaColumns}_slave_sql_running"),
        ]);

    private static string Quoted(IEnumerable<string> names) => $"'{string.Join("', '", names.Order(StringComparer.Ordinal))}'";
}
