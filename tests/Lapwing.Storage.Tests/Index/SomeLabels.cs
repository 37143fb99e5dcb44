using CsCheck;
using Lapwing.Model;

namespace Lapwing.Storage.Tests.Index;

/// <summary>Labels that are alike, so that series share them, and matchers that hold for some.</summary>
internal static class SomeLabels
{
    public static readonly string[] Values =
        ["a", "b", "ab", "abc", "abcd", "abd", "web-1", "web-2", "a.c", "a\n", "\n", "é", "😀", "😀b", "\ufffd", "0", new('x', 600), new('é', 500)];

    public static readonly string[] Names = [Labels.MetricName, "job", "host", "le", "地点"];

    public static readonly Gen<string> Name = OneOf(Names);

    public static readonly Gen<string> Value = OneOf(Values);

    /// <summary>Texts of which most occur again, and some are long.</summary>
    public static readonly Gen<string> Text = Gen.Frequency(
        (20, Value), (20, Gen.String[Gen.Char['a', 'c'], 0, 2]), (20, Gen.String[Gen.Char['\0', '\ud7ff'], 1, 40]),
        (1, Gen.Int[1, 9].Select(n => new string('長', 5000 * n))));

    public static readonly Gen<Labels> Any = Gen.Select(Name, Value).List[0, 5].Select(pairs => Labels.From([.. pairs]));

    private static readonly Gen<string> Plain = Gen.OneOf(Value.Where(value => value.Length < 10), Gen.Const(""));

    public static readonly Gen<LabelMatcher> Matcher = Gen.OneOf(
        Gen.Select(Gen.OneOf(Name, Gen.Const("none")), Gen.Bool, Plain,
            (name, isEqual, value) => new LabelMatcher(name, isEqual ? MatchOperator.Equal : MatchOperator.NotEqual, value)),
        Gen.Select(Gen.OneOf(Name, Gen.Const("none")), Gen.Bool, SomePatterns.Any,
            (name, isMatch, pattern) => new LabelMatcher(name, isMatch ? MatchOperator.Matches : MatchOperator.DoesNotMatch, pattern)));

    public static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);
}
