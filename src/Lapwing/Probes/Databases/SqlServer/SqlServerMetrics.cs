namespace Lapwing.Probes.Databases.SqlServer;

/// <summary>The curated metrics of SQL Server, named as sql_exporter's standard collector names them where it has them.</summary>
internal static class SqlServerMetrics
{
    // SQL Server 2022 has the narrower VIEW SERVER PERFORMANCE STATE too; this one does on all versions.
    private const string GrantState = "GRANT VIEW SERVER STATE TO {user};";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<MetricQuery> All { get; } =
    [
        new("mssql", """
            SELECT MAX(CASE WHEN counter_name = 'Batch Requests/sec' THEN cntr_value END) AS batch_requests_total,
                   MAX(CASE WHEN counter_name = 'SQL Compilations/sec' THEN cntr_value END) AS sql_compilations_total,
                   MAX(CASE WHEN counter_name = 'SQL Re-Compilations/sec' THEN cntr_value END) AS sql_recompilations_total,
                   MAX(CASE WHEN counter_name = 'User Connections' THEN cntr_value END) AS user_connections,
                   MAX(CASE WHEN counter_name = 'Processes blocked' THEN cntr_value END) AS processes_blocked,
                   MIN(CASE WHEN counter_name = 'Page life expectancy' THEN cntr_value END) AS page_life_expectancy_seconds,
                   MAX(CASE WHEN counter_name = 'Buffer cache hit ratio' THEN cntr_value END) * 1.0
                       / NULLIF(MAX(CASE WHEN counter_name = 'Buffer cache hit ratio base' THEN cntr_value END), 0)
                       AS buffer_cache_hit_ratio,
                   MAX(CASE WHEN counter_name = 'Memory Grants Pending' THEN cntr_value END) AS memory_grants_pending,
                   MAX(CASE WHEN counter_name = 'Total Server Memory (KB)' THEN cntr_value END) * 1024 AS total_server_memory_bytes,
                   MAX(CASE WHEN counter_name = 'Target Server Memory (KB)' THEN cntr_value END) * 1024 AS target_server_memory_bytes,
                   MAX(CASE WHEN counter_name = 'Number of Deadlocks/sec' AND instance_name = '_Total' THEN cntr_value END)
                       AS deadlocks_total,
                   MAX(CASE WHEN counter_name = 'Errors/sec' AND instance_name = 'User Errors' THEN cntr_value END) AS user_errors_total,
                   MAX(CASE WHEN counter_name = 'Errors/sec' AND instance_name = 'Kill Connection Errors' THEN cntr_value END)
                       AS kill_connection_errors_total
            FROM sys.dm_os_performance_counters
            """) { Grant = GrantState },

        new("mssql_database", """
            SELECT RTRIM(instance_name),
                   MAX(CASE WHEN counter_name = 'Percent Log Used' THEN cntr_value END) AS log_used_percent,
                   MAX(CASE WHEN counter_name = 'Log Growths' THEN cntr_value END) AS log_growths_total,
                   MAX(CASE WHEN counter_name = 'Transactions/sec' THEN cntr_value END) AS transactions_total
            FROM sys.dm_os_performance_counters
            WHERE counter_name IN ('Percent Log Used', 'Log Growths', 'Transactions/sec')
              AND instance_name NOT IN ('_Total', 'mssqlsystemresource')
            GROUP BY instance_name ORDER BY instance_name
            """) { Labels = ["db"], Grant = GrantState },

        new("mssql", """
            SELECT COALESCE(DB_NAME(database_id), ''), COUNT(*) AS connections
            FROM sys.dm_exec_sessions WHERE is_user_process = 1 GROUP BY database_id ORDER BY database_id
            """) { Labels = ["db"], Grant = GrantState },

        new("mssql", """
            SELECT COALESCE(MAX(total_elapsed_time), 0) / 1000.0 AS longest_request_seconds,
                   COALESCE(SUM(CASE WHEN blocking_session_id <> 0 THEN 1 ELSE 0 END), 0) AS blocked_requests
            FROM sys.dm_exec_requests r JOIN sys.dm_exec_sessions s ON s.session_id = r.session_id
            WHERE s.is_user_process = 1 AND r.session_id <> @@SPID
            """) { Grant = GrantState },

        new("mssql", """
            SELECT category, SUM(wait_time_ms) / 1000.0 AS wait_seconds_total, SUM(waiting_tasks_count) AS waits_total
            FROM (SELECT wait_time_ms, waiting_tasks_count,
                         CASE WHEN wait_type LIKE 'LCK[_]%' THEN 'lock'
                              WHEN wait_type LIKE 'PAGEIOLATCH[_]%' THEN 'buffer_io'
                              WHEN wait_type LIKE 'PAGELATCH[_]%' OR wait_type LIKE 'LATCH[_]%' THEN 'latch'
                              WHEN wait_type IN ('WRITELOG', 'LOGBUFFER') THEN 'log'
                              WHEN wait_type IN ('ASYNC_NETWORK_IO', 'NETWORK_IO') THEN 'network'
                              WHEN wait_type LIKE 'RESOURCE_SEMAPHORE%' THEN 'memory'
                              WHEN wait_type IN ('CXPACKET', 'CXCONSUMER', 'EXCHANGE') THEN 'parallelism'
                              WHEN wait_type = 'SOS_SCHEDULER_YIELD' THEN 'cpu'
                              WHEN wait_type = 'THREADPOOL' THEN 'worker' END AS category
                  FROM sys.dm_os_wait_stats) waits
            WHERE category IS NOT NULL GROUP BY category ORDER BY category
            """) { Labels = ["category"], Grant = GrantState },

        new("mssql_io", """
            SELECT DB_NAME(database_id), CASE WHEN n = 0 THEN 'read' ELSE 'write' END,
                   SUM(CASE WHEN n = 0 THEN io_stall_read_ms ELSE io_stall_write_ms END) / 1000.0 AS stall_seconds_total,
                   SUM(CASE WHEN n = 0 THEN num_of_reads ELSE num_of_writes END) AS operations_total
            FROM sys.dm_io_virtual_file_stats(NULL, NULL) CROSS JOIN (VALUES (0), (1)) operations(n)
            WHERE DB_NAME(database_id) IS NOT NULL GROUP BY database_id, n ORDER BY database_id, n
            """) { Labels = ["db", "operation"], Grant = GrantState },

        new("mssql_database", "SELECT name, state FROM sys.databases ORDER BY name")
            { Labels = ["db"], Grant = "GRANT VIEW ANY DATABASE TO {user};" },

        new("mssql_database", """
            SELECT DB_NAME(database_id), LOWER(type_desc), SUM(CAST(size AS bigint)) * 8192 AS file_size_bytes
            FROM sys.master_files WHERE DB_NAME(database_id) IS NOT NULL GROUP BY database_id, type_desc ORDER BY database_id, type_desc
            """) { Labels = ["db", "type"], Grant = "GRANT VIEW ANY DEFINITION TO {user};", Every = Minute },

        new("mssql_backup", """
            SELECT d.name, t.type, DATEDIFF(second, MAX(b.backup_finish_date), GETDATE()) AS age_seconds
            FROM sys.databases d CROSS JOIN (VALUES ('D', 'full'), ('L', 'log')) t(code, type)
            LEFT JOIN msdb.dbo.backupset b ON b.database_name = d.name AND b.type = t.code
            WHERE d.name <> 'tempdb' AND (t.code = 'D' OR d.recovery_model <> 3)
            GROUP BY d.name, t.type ORDER BY d.name, t.type
            """)
        {
            Labels = ["db", "type"],
            Grant = "USE msdb; CREATE USER {user} FOR LOGIN {user}; GRANT SELECT ON dbo.backupset TO {user};",
            Every = Minute,
        },

        new("mssql_agent", """
            SELECT COUNT(*) AS jobs_failed
            FROM msdb.dbo.sysjobs j
            CROSS APPLY (SELECT TOP (1) run_status FROM msdb.dbo.sysjobhistory h
                         WHERE h.job_id = j.job_id AND h.step_id = 0 ORDER BY h.instance_id DESC) last
            WHERE j.enabled = 1 AND last.run_status = 0
            """)
        {
            Grant = "USE msdb; CREATE USER {user} FOR LOGIN {user}; GRANT SELECT ON dbo.sysjobs TO {user}; "
                + "GRANT SELECT ON dbo.sysjobhistory TO {user};",
            Every = Minute,
        },
    ];
}
