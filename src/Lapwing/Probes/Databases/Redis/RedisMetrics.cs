using System.Collections.Frozen;

namespace Lapwing.Probes.Databases.Redis;

/// <summary>
/// The curated metrics of Redis, Valkey and their kin, named as redis_exporter names them. A field that a server does not have is no
/// series, not 0.
/// </summary>
internal static class RedisMetrics
{
    private const string GrantInfo = "ACL SETUSER {user} +info";

    private const double Microseconds = 1e-6;

    private static readonly FrozenDictionary<string, NamedMetric> Info = new Dictionary<string, NamedMetric>
    {
        ["uptime_in_seconds"] = new("redis_uptime_in_seconds"),
        ["connected_clients"] = new("redis_connected_clients"),
        ["blocked_clients"] = new("redis_blocked_clients"),
        ["maxclients"] = new("redis_max_clients"),
        ["used_memory"] = new("redis_memory_used_bytes"),
        ["used_memory_rss"] = new("redis_memory_used_rss_bytes"),
        ["maxmemory"] = new("redis_memory_max_bytes"),
        ["mem_fragmentation_ratio"] = new("redis_mem_fragmentation_ratio"),
        ["evicted_keys"] = new("redis_evicted_keys_total"),
        ["expired_keys"] = new("redis_expired_keys_total"),
        ["keyspace_hits"] = new("redis_keyspace_hits_total"),
        ["keyspace_misses"] = new("redis_keyspace_misses_total"),
        ["total_commands_processed"] = new("redis_commands_processed_total"),
        ["total_connections_received"] = new("redis_connections_received_total"),
        ["rejected_connections"] = new("redis_rejected_connections_total"),
        ["instantaneous_ops_per_sec"] = new("redis_instantaneous_ops_per_sec"),
        ["total_net_input_bytes"] = new("redis_net_input_bytes_total"),
        ["total_net_output_bytes"] = new("redis_net_output_bytes_total"),
        ["latest_fork_usec"] = new("redis_latest_fork_seconds", default, Microseconds),
        ["loading"] = new("redis_loading_dump_file"),
        ["connected_slaves"] = new("redis_connected_slaves"),
        ["master_link_status"] = new("redis_master_link_up"),
        ["master_last_io_seconds_ago"] = new("redis_master_last_io_seconds_ago"),
        ["master_repl_offset"] = new("redis_master_repl_offset"),
        ["slave_repl_offset"] = new("redis_slave_repl_offset"),
        ["rdb_changes_since_last_save"] = new("redis_rdb_changes_since_last_save"),
        ["rdb_last_save_time"] = new("redis_rdb_last_save_timestamp_seconds"),
        ["rdb_last_bgsave_status"] = new("redis_rdb_last_bgsave_status"),
        ["aof_enabled"] = new("redis_aof_enabled"),
        ["aof_current_size"] = new("redis_aof_current_size_bytes"),
        ["aof_last_write_status"] = new("redis_aof_last_write_status"),
        ["aof_last_bgrewrite_status"] = new("redis_aof_last_bgrewrite_status"),
    }.ToFrozenDictionary();

    public static IReadOnlyList<MetricQuery> All { get; } =
    [
        new("redis", "INFO") { Rows = _ => new RedisInfoReader(Info), Grant = GrantInfo },

        // Known from 7.0 on; older servers answer with nothing.
        new("redis_latency", "INFO latencystats") { Rows = _ => new RedisInfoReader(Info), Grant = GrantInfo },

        new("redis_slowlog", "SLOWLOG LEN")
            { Rows = _ => new ValueReader("redis_slowlog_length"), Grant = "ACL SETUSER {user} +slowlog|len" },
    ];
}
