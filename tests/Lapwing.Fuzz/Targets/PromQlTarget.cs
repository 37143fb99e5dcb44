using System.Text;
using Lapwing.PromQL;
using Lapwing.PromQL.Syntax;

namespace Lapwing.Fuzz.Targets;

/// <summary>An expression: what is printed of it means the same and prints the same, or the error has its place in the text.</summary>
internal sealed class PromQlTarget : IFuzzTarget
{
    private const int LongestMessage = 500;

    public string Words => "sum by without on ignoring group_left bool offset @ ( ) { } [ ] , : = != =~ !~ == >= <= < > + - * / % ^ and or unless "
        + "1 .5 1e3 0x1f Inf NaN 5m 1h30m 1y __name__ foo \" ' ` \\ \\n \\x41 \\u00e9 \\U0001f600 \\777 # \n \t \u00e9 \ud83d\ude00 \0";

    public void Run(ReadOnlySpan<byte> input)
    {
        var text = Encoding.UTF8.GetString(input);
        var result = Expr.Parse(text);
        if (result.Success)
            CheckPrinted(result.Expression);
        else
            CheckError(result.Error, text.Length);
    }

    private static void CheckPrinted(Expr expression)
    {
        var printed = expression.ToString();
        var again = Expr.Parse(printed).Expression;
        BrokenPromiseException.ThrowUnless(again is not null && again.ToString() == printed && again.Type == expression.Type);
        if (ThresholdCondition.TryFrom(expression, out var condition, out _))
        {
            BrokenPromiseException.ThrowUnless(ThresholdCondition.TryFrom(again!, out var same, out _) && condition.Equals(same));
            BrokenPromiseException.ThrowUnless(Expr.Parse($"{condition}").Success);
        }
    }

    private static void CheckError(ParseError error, int length)
    {
        BrokenPromiseException.ThrowUnless(error.Span.Start >= 0 && error.Span.Start <= error.Span.End && error.Span.End <= length);
        BrokenPromiseException.ThrowUnless(error.Message.Length is > 0 and < LongestMessage && error.Line >= 1 && error.Column >= 1);
    }
}
