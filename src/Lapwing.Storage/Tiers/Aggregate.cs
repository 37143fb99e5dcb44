using Lapwing.Model;

namespace Lapwing.Storage.Tiers;

/// <summary>What of a <see cref="Bucket"/> a series of a block holds. The names are on disk, as a label.</summary>
internal enum Aggregate
{
    Min,
    Max,
    Sum,
    Count,
    Last,
    Increase,
}

/// <summary>A bucket as the values of six series.</summary>
internal static class Aggregates
{
    /// <summary>The label that tells the six apart.</summary>
    public const string Label = "__aggregate__";

    public static IReadOnlyList<Aggregate> All { get; } = Enum.GetValues<Aggregate>();

    private static readonly string[] Names = ["min", "max", "sum", "count", "last", "increase"];

    public static string Name(this Aggregate aggregate) => Names[(int)aggregate];

    /// <summary>Which of the six labels are of; null if of none.</summary>
    public static Aggregate? Of(Labels labels) => Array.IndexOf(Names, labels[Label]) is >= 0 and var index ? (Aggregate)index : null;

    public static double Get(this in Bucket bucket, Aggregate aggregate) => aggregate switch
    {
        Aggregate.Min => bucket.Min,
        Aggregate.Max => bucket.Max,
        Aggregate.Sum => bucket.Sum,
        Aggregate.Count => bucket.Count,
        Aggregate.Last => bucket.Last,
        _ => bucket.Increase,
    };

    public static Bucket With(this in Bucket bucket, Aggregate aggregate, double value) => aggregate switch
    {
        Aggregate.Min => bucket with { Min = value },
        Aggregate.Max => bucket with { Max = value },
        Aggregate.Sum => bucket with { Sum = value },
        Aggregate.Count => bucket with { Count = value },
        Aggregate.Last => bucket with { Last = value },
        _ => bucket with { Increase = value },
    };
}
