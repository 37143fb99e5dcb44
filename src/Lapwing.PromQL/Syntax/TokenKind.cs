namespace Lapwing.PromQL.Syntax;

/// <summary>What a <see cref="Token"/> is. Kinds of one class stand together, so that a class is a range of them.</summary>
internal enum TokenKind
{
    EndOfInput,
    Error,

    Identifier,
    MetricIdentifier,
    Number,
    Duration,
    String,

    LeftParen,
    RightParen,
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    Comma,
    Colon,
    Assign,

    // Operators.
    Matches,
    DoesNotMatch,
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
    Power,
    At,
    And,
    Or,
    Unless,
    Atan2,

    // Aggregations.
    Sum,
    Avg,
    Count,
    Min,
    Max,
    Group,
    Stddev,
    Stdvar,
    TopK,
    BottomK,
    CountValues,
    Quantile,
    LimitK,
    LimitRatio,

    // Modifiers.
    Offset,
    Smoothed,
    Anchored,
    By,
    Without,
    On,
    Ignoring,
    GroupLeft,
    GroupRight,
    Fill,
    FillLeft,
    FillRight,
    Bool,

    // Words that stand for a time or a length of time.
    Start,
    End,
    Step,
    Range,
    MaxOf,
    MinOf,
}

internal static class TokenKinds
{
    extension(TokenKind kind)
    {
        public bool IsOperator => kind is >= TokenKind.Matches and <= TokenKind.Atan2;

        public bool IsAggregation => kind is >= TokenKind.Sum and <= TokenKind.LimitRatio;

        public bool IsModifier => kind is >= TokenKind.Offset and <= TokenKind.Bool;

        public bool IsTimeWord => kind is >= TokenKind.Start and <= TokenKind.MinOf;

        /// <summary>Whether a metric may be called so. PromQL reserves only atan2 and the words that follow an operator.</summary>
        public bool CanNameMetric => kind switch
        {
            TokenKind.Identifier or TokenKind.MetricIdentifier => true,
            TokenKind.And or TokenKind.Or or TokenKind.Unless => true,
            TokenKind.On or TokenKind.Ignoring or TokenKind.GroupLeft or TokenKind.GroupRight or TokenKind.Bool => false,
            _ => kind.IsAggregation || kind.IsModifier || kind.IsTimeWord,
        };
    }
}
