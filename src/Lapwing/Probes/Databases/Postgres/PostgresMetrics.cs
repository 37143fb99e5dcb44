namespace Lapwing.Probes.Databases.Postgres;

/// <summary>
/// The curated metrics of PostgreSQL, named as postgres_exporter names them where it has them. What walks files or every table runs
/// once a minute.
/// </summary>
internal static class PostgresMetrics
{
    /// <summary>A part of pg_monitor; that role is what a person should grant.</summary>
    private const string ReadsAllStats = "SELECT pg_has_role(current_user, 'pg_read_all_stats', 'USAGE')";

    private const string GrantMonitor = "GRANT pg_monitor TO {user};";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<MetricQuery> All { get; } =
    [
        new("pg_stat_database", """
            SELECT datid::text, datname, numbackends, xact_commit, xact_rollback, blks_read, blks_hit,
                   tup_returned, tup_fetched, tup_inserted, tup_updated, tup_deleted,
                   conflicts, deadlocks, temp_files, temp_bytes
            FROM pg_stat_database WHERE datid <> 0 ORDER BY datid
            """) { Labels = ["datid", "datname"] },

        new("pg", """
            SELECT current_setting('max_connections')::float8 AS settings_max_connections,
                   current_setting('superuser_reserved_connections')::float8 AS settings_superuser_reserved_connections,
                   current_setting('autovacuum_freeze_max_age')::float8 AS settings_autovacuum_freeze_max_age,
                   extract(epoch FROM pg_postmaster_start_time())::float8 AS postmaster_start_time_seconds,
                   pg_is_in_recovery() AS replication_is_replica,
                   CASE WHEN NOT pg_is_in_recovery() OR pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
                        ELSE greatest(0, extract(epoch FROM now() - pg_last_xact_replay_timestamp())) END::float8
                       AS replication_lag_seconds
            """),

        new("pg_stat_activity", """
            SELECT coalesce(datname, ''), coalesce(state, ''), count(*) AS count,
                   coalesce(max(extract(epoch FROM now() - xact_start)), 0)::float8 AS max_tx_duration
            FROM pg_stat_activity WHERE backend_type = 'client backend' GROUP BY 1, 2 ORDER BY 1, 2
            """) { Labels = ["datname", "state"], Grant = GrantMonitor, GrantCheck = ReadsAllStats },

        new("pg_long_running", """
            SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::float8
                       AS transactions_oldest_timestamp_seconds,
                   coalesce(max(extract(epoch FROM clock_timestamp() - query_start)) FILTER (WHERE state = 'active'), 0)::float8
                       AS query_seconds
            FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
            """) { Grant = GrantMonitor, GrantCheck = ReadsAllStats },

        new("pg_locks", """
            SELECT coalesce(d.datname, ''), lower(l.mode), count(*) AS count, count(*) FILTER (WHERE NOT l.granted) AS waiting
            FROM pg_locks l LEFT JOIN pg_database d ON d.oid = l.database
            WHERE l.pid IS DISTINCT FROM pg_backend_pid() GROUP BY 1, 2 ORDER BY 1, 2
            """) { Labels = ["datname", "mode"] },

        new("pg_stat_replication", """
            SELECT coalesce(application_name, ''), coalesce(host(client_addr), ''), coalesce(state, ''),
                   pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn() ELSE pg_current_wal_lsn() END,
                                   replay_lsn)::float8 AS pg_wal_lsn_diff,
                   extract(epoch FROM write_lag)::float8 AS write_lag_seconds,
                   extract(epoch FROM flush_lag)::float8 AS flush_lag_seconds,
                   extract(epoch FROM replay_lag)::float8 AS replay_lag_seconds
            FROM pg_stat_replication ORDER BY pid
            """) { Labels = ["application_name", "client_addr", "state"], Grant = GrantMonitor, GrantCheck = ReadsAllStats },

        new("pg_replication_slot", """
            SELECT slot_name, slot_type, coalesce(wal_status, ''), 1 AS wal_status, active AS slot_is_active,
                   pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn() ELSE pg_current_wal_lsn() END,
                                   restart_lsn)::float8 AS retained_wal_bytes,
                   safe_wal_size AS safe_wal_size_bytes
            FROM pg_replication_slots ORDER BY slot_name
            """) { Labels = ["slot_name", "slot_type", "wal_status"], When = server => server.Version.Major >= 13 },

        new("pg_stat_bgwriter", """
            SELECT checkpoints_timed AS checkpoints_timed_total, checkpoints_req AS checkpoints_req_total,
                   checkpoint_write_time AS checkpoint_write_time_total, checkpoint_sync_time AS checkpoint_sync_time_total
            FROM pg_stat_bgwriter
            """) { When = server => server.Version.Major < 17 },

        new("pg_stat_checkpointer", """
            SELECT num_timed AS num_timed_total, num_requested AS num_requested_total,
                   write_time AS write_time_total, sync_time AS sync_time_total
            FROM pg_stat_checkpointer
            """) { When = server => server.Version.Major >= 17 },

        new("pg_stat_archiver", "SELECT archived_count, failed_count FROM pg_stat_archiver"),

        new("pg_database", """
            SELECT datname, CASE WHEN has_database_privilege(oid, 'CONNECT') OR pg_has_role(current_user, 'pg_read_all_stats', 'USAGE')
                                 THEN pg_database_size(oid) END AS size_bytes
            FROM pg_database WHERE datallowconn ORDER BY datname
            """) { Labels = ["datname"], Every = Minute },

        new("pg_database_wraparound", """
            SELECT datname, age(datfrozenxid) AS age_datfrozenxid_seconds, mxid_age(datminmxid) AS age_datminmxid_seconds
            FROM pg_database WHERE datallowconn ORDER BY datname
            """) { Labels = ["datname"], Every = Minute },

        new("pg_stat_user_tables", """
            SELECT current_database(), schemaname, relname, n_live_tup, n_dead_tup,
                   extract(epoch FROM last_autovacuum)::float8 AS last_autovacuum,
                   extract(epoch FROM last_autoanalyze)::float8 AS last_autoanalyze
            FROM (SELECT * FROM pg_stat_user_tables ORDER BY n_dead_tup DESC, relid LIMIT 50) worst ORDER BY schemaname, relname
            """) { Labels = ["datname", "schemaname", "relname"], Every = Minute },

        new("pg_wal", "SELECT count(*) AS segments, sum(size)::float8 AS size_bytes FROM pg_ls_waldir()")
            { Grant = GrantMonitor, Every = Minute },
    ];
}
