using System.Collections.Frozen;

namespace Lapwing.PromQL.Syntax;

/// <summary>A binary operator of PromQL.</summary>
public enum BinaryOperator
{
    Or,
    And,
    Unless,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    TrimUpper,
    TrimLower,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Atan2,
    Power,
}

/// <summary>The sign before an expression.</summary>
public enum UnaryOperator
{
    Plus,
    Minus,
}

/// <summary>How an operator is written and how tightly it binds.</summary>
internal sealed record OperatorInfo(
    TokenKind Token, BinaryOperator Operator, string Text, int Precedence, bool IsComparison = false, bool IsRightAssociative = false);

/// <summary>Every operator of PromQL with its precedence; this is the one place that knows them.</summary>
public static class Operators
{
    internal const int LowestPrecedence = 1;

    /// <summary>A sign binds as tightly as <c>*</c>, so that <c>-1 ^ 2</c> is -1.</summary>
    internal const int SignPrecedence = 5;

    private static readonly OperatorInfo[] All =
    [
        new(TokenKind.Or, BinaryOperator.Or, "or", LowestPrecedence),
        new(TokenKind.And, BinaryOperator.And, "and", 2),
        new(TokenKind.Unless, BinaryOperator.Unless, "unless", 2),
        new(TokenKind.Equal, BinaryOperator.Equal, "==", 3, IsComparison: true),
        new(TokenKind.NotEqual, BinaryOperator.NotEqual, "!=", 3, IsComparison: true),
        new(TokenKind.Less, BinaryOperator.Less, "<", 3, IsComparison: true),
        new(TokenKind.LessOrEqual, BinaryOperator.LessOrEqual, "<=", 3, IsComparison: true),
        new(TokenKind.Greater, BinaryOperator.Greater, ">", 3, IsComparison: true),
        new(TokenKind.GreaterOrEqual, BinaryOperator.GreaterOrEqual, ">=", 3, IsComparison: true),
        new(TokenKind.TrimUpper, BinaryOperator.TrimUpper, "</", 3),
        new(TokenKind.TrimLower, BinaryOperator.TrimLower, ">/", 3),
        new(TokenKind.Add, BinaryOperator.Add, "+", 4),
        new(TokenKind.Subtract, BinaryOperator.Subtract, "-", 4),
        new(TokenKind.Multiply, BinaryOperator.Multiply, "*", SignPrecedence),
        new(TokenKind.Divide, BinaryOperator.Divide, "/", SignPrecedence),
        new(TokenKind.Modulo, BinaryOperator.Modulo, "%", SignPrecedence),
        new(TokenKind.Atan2, BinaryOperator.Atan2, "atan2", SignPrecedence),
        new(TokenKind.Power, BinaryOperator.Power, "^", 6, IsRightAssociative: true),
    ];

    private static readonly FrozenDictionary<TokenKind, OperatorInfo> ByToken = All.ToFrozenDictionary(info => info.Token);

    private static readonly FrozenDictionary<BinaryOperator, OperatorInfo> ByOperator = All.ToFrozenDictionary(info => info.Operator);

    internal static OperatorInfo? Find(TokenKind token) => ByToken.GetValueOrDefault(token);

    extension(BinaryOperator @operator)
    {
        /// <summary>As it is written: <c>&gt;=</c>.</summary>
        public string Text => ByOperator[@operator].Text;

        public bool IsComparison => ByOperator[@operator].IsComparison;
    }
}
