using Lapwing.Alerts;
using Lapwing.Config;
using Lapwing.Config.Values;
using Lapwing.Ingest;
using Lapwing.Probes;
using Lapwing.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Tests.Alerts;

public sealed class AlertObserverTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingListener _told = new();
    private readonly TempStore _temp;
    private readonly ActiveAlerts _active;
    private readonly AlertObserver _rules;
    private readonly RunIngest _ingest;
    private readonly TargetState _api = Some.Api();

    public AlertObserverTests()
    {
        _temp = new(_time);
        _active = new ActiveAlerts([_told]);
        _rules = new AlertObserver(_temp.Store, _active, _time);
        _ingest = new RunIngest(_temp.Store, [_rules], NullLogger<RunIngest>.Instance);
        _rules.Apply(RuleSet.From(new LapwingConfig()));
    }

    public ValueTask DisposeAsync() => _temp.DisposeAsync();

    [Fact]
    public void An_alert_is_raised_on_the_pass_of_its_sample_and_is_over_on_the_pass_of_the_sample_that_ends_it()
    {
        Observe(_api, 1000, 301);
        Assert.Equal(["firing high_response_time_api_response_time on orders: 301"], _told.Changes);
        Observe(_api, 2000, 300);
        Assert.Equal("resolved high_response_time_api_response_time on orders: 300", _told.Changes[^1]);
        Assert.Empty(_active.Firing());
    }

    [Fact]
    public void While_the_condition_holds_nothing_is_told_again_and_the_value_is_kept_up()
    {
        for (var i = 1; i <= 10; i++)
        {
            Observe(_api, i * 1000, 300 + i);
        }

        Assert.Single(_told.Changes);
        var alert = Assert.Single(_active.Firing());
        Assert.Equal((310, 1000), (alert.Value, alert.FiredAt));
    }

    [Fact]
    public void Each_builtin_rule_looks_only_at_its_own_metric()
    {
        Observe(Some.Database(), 1000, 100);
        Observe(Some.File(), 1000, 5_242_881);
        Observe(_api, 1000, 200);
        Assert.Equal(
        [
            "firing low_query_performance_database_performance on db: 100",
            "firing large_file_size_file_system on log: 5242881",
        ], _told.Changes);
    }

    [Fact]
    public void Two_targets_have_an_alert_each_and_one_key()
    {
        Observe(_api, 1000, 400);
        Observe(Some.Api("users"), 1000, 500);
        Assert.Equal(2, _active.Firing().Count);
        Assert.Equal(["high_response_time_api_response_time"], Lapwing.Api.AlertsView.Of(_active).ActiveAlerts);
    }

    [Fact]
    public void Missing_data_neither_ends_nor_raises_an_alert()
    {
        Observe(_api, 1000, 400);
        _ingest.Accept(_api, Some.Failure(2000));
        _ingest.Accept(_api, Some.Failure(3000));
        Assert.Equal(2000, Assert.Single(_active.Firing()).NoDataSince);

        Observe(_api, 4000, 500);
        Assert.Null(Assert.Single(_active.Firing()).NoDataSince);
        Assert.Single(_told.Changes);
    }

    [Fact]
    public void A_condition_must_hold_for_as_long_as_the_rule_asks()
    {
        Apply(Rule("slow", "api_response_time > 100", TimeSpan.FromSeconds(5)));
        Observe(_api, 1000, 200);
        Observe(_api, 5999, 200);
        Assert.Empty(_told.Changes);
        Observe(_api, 6000, 200);
        Assert.Equal(["firing slow_api_response_time on orders: 200"], _told.Changes);
        Assert.Equal((1000, 6000), (_active.Firing()[0].ActiveAt, _active.Firing()[0].FiredAt));
    }

    [Fact]
    public void An_interruption_begins_the_time_anew()
    {
        Apply(Rule("slow", "api_response_time > 100", TimeSpan.FromSeconds(5)));
        Observe(_api, 1000, 200);
        Observe(_api, 2000, 50);
        Observe(_api, 3000, 200);
        _ingest.Accept(_api, Some.Failure(4000));
        Observe(_api, 5000, 200);
        Observe(_api, 9999, 200);
        Assert.Empty(_told.Changes);
        Observe(_api, 10_000, 200);
        Assert.Single(_told.Changes);
    }

    [Fact]
    public void A_rule_selects_by_labels()
    {
        Apply(Rule("users_slow", """api_response_time{target=~"us.*"} > 100"""));
        Observe(_api, 1000, 200);
        Observe(Some.Api("users"), 1000, 200);
        Assert.Equal(["firing users_slow_api_response_time on users: 200"], _told.Changes);
    }

    [Fact]
    public void A_configured_rule_replaces_the_builtin_one_of_its_name()
    {
        Apply(Rule("high_response_time", "api_response_time > 1000"));
        Observe(_api, 1000, 999);
        Assert.Empty(_told.Changes);
    }

    [Fact]
    public void A_builtin_rule_can_be_off()
    {
        _rules.Apply(RuleSet.From(new LapwingConfig { BuiltinRules = new() { HighResponseTime = false } }));
        Observe(_api, 1000, 999);
        Assert.Empty(_told.Changes);
    }

    [Fact]
    public void A_reload_leaves_alerts_of_equal_rules_alone_and_ends_those_of_removed_ones()
    {
        Apply(Rule("slow", "api_response_time > 100"));
        Observe(_api, 1000, 400);
        Assert.Equal(2, _active.Firing().Count);

        Apply(Rule("other", "api_response_time > 100000"));
        Assert.Equal("resolved slow_api_response_time on orders: 400 (the rule was removed or changed)", _told.Changes[^1]);
        Observe(_api, 2000, 500);
        Observe(_api, 3000, 100);
        Assert.Equal(
            ["firing high_response_time_api_response_time on orders: 400", "resolved high_response_time_api_response_time on orders: 100"],
            _told.Changes.Where(change => change.Contains("high_response_time", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_alert_of_a_target_that_is_watched_no_longer_ends_and_says_why()
    {
        Observe(_api, 1000, 400);
        _ingest.Forget(_api);
        Assert.Equal("resolved high_response_time_api_response_time on orders: 400 (the target was removed or changed)", _told.Changes[^1]);
    }

    [Fact]
    public void Labels_of_an_alert_are_those_of_its_series_and_its_rule()
    {
        Apply(Rule("slow", "api_response_time > 100") with { Labels = new([new("severity", "page")]) });
        Observe(_api, 1000, 200);
        Assert.Equal("""{alertname="slow", endpoint="http://shop.example/api", severity="page", source="api", target="orders"}""",
            Assert.Single(_active.Firing()).Labels.ToString());
    }

    [Fact]
    public void Deciding_allocates_nothing()
    {
        var runs = Enumerable.Range(1, 200).Select(i => Some.Run(i, i <= 100 ? 100 : 400)).ToArray();
        foreach (var run in runs.AsSpan(0, 100))
        {
            _ingest.Accept(_api, run);
        }

        // Once in 64 runs rows are sealed into what is kept.
        var allocating = 0;
        foreach (var run in runs.AsSpan(100, 100))
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            _ingest.Accept(_api, run);
            allocating += GC.GetAllocatedBytesForCurrentThread() > before ? 1 : 0;
        }

        Assert.InRange(allocating, 0, 2);
    }

    private static AlertRuleConfig Rule(string name, string expression, TimeSpan hold = default) =>
        new() { Alert = name, Expr = expression, For = hold };

    private void Apply(params AlertRuleConfig[] rules) =>
        _rules.Apply(RuleSet.From(new LapwingConfig { Groups = [new() { Name = "test", Rules = new ValueList<AlertRuleConfig>(rules) }] }));

    private void Observe(TargetState target, long time, double value) => _ingest.Accept(target, Some.Run(time, value));

    private sealed class RecordingListener : IAlertListener
    {
        public List<string> Changes { get; } = [];

        public void OnChanged(Alert alert) => Changes.Add(
            $"{alert.State.ToString().ToLowerInvariant()} {alert.Key} on {alert.Target}: {alert.Value}{(alert.Reason is { } reason ? $" ({reason})" : "")}");
    }
}
