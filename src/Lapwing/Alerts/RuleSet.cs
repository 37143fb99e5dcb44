using Lapwing.Config;
using Lapwing.Config.Values;
using Lapwing.Model;
using Lapwing.PromQL;
using Lapwing.PromQL.Syntax;

namespace Lapwing.Alerts;

/// <summary>All rules in force: the built-in ones that are on, then the configured ones. A configured rule replaces a built-in of its name.</summary>
internal sealed class RuleSet(IReadOnlyList<AlertRule> rules)
{
    public static readonly RuleSet Empty = new([]);

    public IReadOnlyList<AlertRule> Rules => rules;

    /// <param name="config">A configuration whose expressions have been checked.</param>
    public static RuleSet From(LapwingConfig config)
    {
        var configured = config.Groups.SelectMany(group => group.Rules).Select(FromConfig).ToList();
        var replaced = configured.Select(rule => rule.Name).ToHashSet();
        return new([.. Builtin(config.BuiltinRules).Where(rule => !replaced.Contains(rule.Name)), .. configured]);
    }

    /// <summary>What is wrong with the expression of a rule, and where in it (from 0); null when nothing is.</summary>
    public static (int Offset, string Message)? Check(string expression) => Parse(expression).Error;

    /// <summary>The rules that look at a series.</summary>
    public IEnumerable<AlertRule> For(Labels series) => rules.Where(rule => rule.Condition.Matches(series));

    private static IEnumerable<AlertRule> Builtin(BuiltinRulesConfig on)
    {
        if (on.HighResponseTime)
            yield return Plain("high_response_time", "api_response_time > 300");
        if (on.LowQueryPerformance)
            yield return Plain("low_query_performance", "database_performance < 200");
        if (on.LargeFileSize)
            yield return Plain("large_file_size", "file_system > 5242880");
    }

    private static AlertRule Plain(string name, string expression) =>
        new(name, Condition(expression), TimeSpan.Zero, ValueMap<string>.Empty, ValueMap<string>.Empty);

    private static AlertRule FromConfig(AlertRuleConfig rule) =>
        new(rule.Alert, Condition(rule.Expr), rule.For, rule.Labels, rule.Annotations);

    private static ThresholdCondition Condition(string expression) =>
        Parse(expression).Condition
            ?? throw new ArgumentException($"'{expression}' is not a condition; the configuration was not checked", nameof(expression));

    private static (ThresholdCondition? Condition, (int Offset, string Message)? Error) Parse(string expression)
    {
        var parsed = Expr.Parse(expression);
        if (parsed.Error is { } error)
            return (null, (error.Span.Start, error.Message));
        return ThresholdCondition.TryFrom(parsed.Expression!, out var condition, out var why) ? (condition, null) : (null, (0, why));
    }
}
