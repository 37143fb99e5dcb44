using Lapwing.PromQL.Syntax;

namespace Lapwing.PromQL.Tests.Syntax;

public sealed class OperatorsTests
{
    [Theory]
    [InlineData(TokenKind.Or)]
    [InlineData(TokenKind.And, TokenKind.Unless)]
    [InlineData(TokenKind.Equal, TokenKind.NotEqual, TokenKind.Less, TokenKind.LessOrEqual, TokenKind.Greater, TokenKind.GreaterOrEqual,
        TokenKind.TrimUpper, TokenKind.TrimLower)]
    [InlineData(TokenKind.Add, TokenKind.Subtract)]
    [InlineData(TokenKind.Multiply, TokenKind.Divide, TokenKind.Modulo, TokenKind.Atan2)]
    [InlineData(TokenKind.Power)]
    internal void Operators_of_a_level_bind_equally(params TokenKind[] level) =>
        Assert.Single(level.Select(kind => Operators.Find(kind)!.Precedence).Distinct());

    [Fact]
    public void Levels_bind_tighter_from_or_to_power()
    {
        TokenKind[] levels = [TokenKind.Or, TokenKind.And, TokenKind.Equal, TokenKind.Add, TokenKind.Multiply, TokenKind.Power];
        Assert.Equal([1, 2, 3, 4, 5, 6], levels.Select(kind => Operators.Find(kind)!.Precedence));
        Assert.Equal(Operators.SignPrecedence, Operators.Find(TokenKind.Multiply)!.Precedence);
    }

    [Fact]
    public void Every_operator_stands_in_the_table_with_its_text()
    {
        foreach (var @operator in Enum.GetValues<BinaryOperator>())
        {
            var lexer = new Lexer(@operator.Text);
            Assert.Equal(@operator, Operators.Find(lexer.Next().Kind)?.Operator);
        }
    }

    [Fact]
    public void Only_power_groups_to_the_right() =>
        Assert.Equal(
            [TokenKind.Power],
            Enum.GetValues<TokenKind>().Where(kind => Operators.Find(kind) is { IsRightAssociative: true }));
}
