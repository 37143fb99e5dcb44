using System.Collections.Frozen;
using Lapwing.Config.Yaml;

namespace Lapwing.Config.Binding;

/// <summary>
/// Options that are accepted and not used yet: those that later versions bring, and those of Prometheus and Alertmanager, so that their
/// files can be used as they are. Whoever makes an option of one removes it here.
/// </summary>
internal static class LaterOptions
{
    private static readonly FrozenDictionary<Type, string[]> Known = new Dictionary<Type, string[]>
    {
        [typeof(LapwingConfig)] =
        [
            // Prometheus
            "global", "runtime", "rule_files", "scrape_configs", "scrape_config_files", "alerting", "remote_write", "remote_read",
            "tracing", "otlp",
            // Alertmanager
            "inhibit_rules", "time_intervals", "mute_time_intervals", "templates",
        ],
        [typeof(RuleGroupConfig)] = ["interval", "limit", "query_offset", "labels"],
        [typeof(AlertRuleConfig)] = ["keep_firing_for"],
        [typeof(RouteConfig)] =
        [
            "routes", "match", "match_re", "matchers", "continue", "group_by", "group_wait", "group_interval", "repeat_interval",
            "mute_time_intervals", "active_time_intervals",
        ],
        [typeof(ReceiverConfig)] =
        [
            "discord_configs", "email_configs", "incidentio_configs", "jira_configs", "mattermost_configs", "msteams_configs",
            "msteamsv2_configs", "opsgenie_configs", "pagerduty_configs", "pushover_configs", "rocketchat_configs", "slack_configs",
            "sns_configs", "telegram_configs", "victorops_configs", "webex_configs", "wechat_configs",
        ],
        [typeof(WebhookConfig)] = ["http_config", "max_alerts", "url_file"],
    }.ToFrozenDictionary();

    public static IReadOnlyList<string> Of(Type record) => Known.GetValueOrDefault(record, []);

    /// <summary>Whether a value says nothing: then nobody needs to know that it is not used.</summary>
    public static bool IsEmpty(YamlNode value) =>
        value is YamlScalar { Text: "" } or YamlScalar { IsNull: true } or YamlList { Items: [] } or YamlMap { Entries: [] };
}
