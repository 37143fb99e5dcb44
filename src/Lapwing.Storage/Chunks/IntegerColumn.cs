using System.Runtime.CompilerServices;

namespace Lapwing.Storage.Chunks;

/// <summary>What is kept of a column of integers instead of the integers.</summary>
internal enum ColumnTransform
{
    /// <summary>The integers, for what wavers about a level.</summary>
    Value = 0,

    /// <summary>The steps from one to the next, for counters and what wanders.</summary>
    Delta = 1,

    /// <summary>The changes of the steps, for times and what grows steadily.</summary>
    DeltaOfDelta = 2,
}

/// <summary>
/// A column of any 64-bit integers: the first one, the unit of which all others are multiples away from it, and then
/// <see cref="ResidualBlock"/>s of what the best transform leaves.
/// </summary>
internal static class IntegerColumn
{
    /// <summary>Integers in a column at most. A day at 15 s needs three such columns.</summary>
    public const int MaxCount = 2048;

    /// <summary>Integers in the middle that the transform is chosen by.</summary>
    private const int Sample = 128;

    private const int TransformMask = 0x03;
    private const int UnitFlag = 0x04;

    /// <param name="writer">Where to.</param>
    /// <param name="values">One to <see cref="MaxCount"/> integers; used as a workplace.</param>
    public static void Write(ref ByteWriter writer, scoped Span<long> values)
    {
        var first = values[0];
        var unit = MakeRelative(values);
        var transform = Choose(values);
        writer.Byte((byte)((int)transform | (unit > 1 ? UnitFlag : 0)));
        writer.Zigzag(first);
        if (unit > 1)
            writer.Varint((ulong)unit);

        var residuals = Apply(transform, values);
        if (transform == ColumnTransform.DeltaOfDelta)
            writer.Zigzag(values.Length > 1 ? values[1] : 0);
        long center = 0;
        for (; !residuals.IsEmpty; residuals = residuals[Math.Min(ResidualBlock.Size, residuals.Length)..])
        {
            ResidualBlock.Write(ref writer, residuals[..Math.Min(ResidualBlock.Size, residuals.Length)], ref center);
        }
    }

    /// <summary>Reads as many integers as <paramref name="values"/> has room for; at least one.</summary>
    public static void Read(ref ByteReader reader, scoped Span<long> values)
    {
        var head = reader.Byte();
        var first = reader.Zigzag();
        var unit = (head & UnitFlag) != 0 ? (long)reader.Varint() : 1;
        var transform = (ColumnTransform)(head & TransformMask);
        if (transform > ColumnTransform.DeltaOfDelta)
            ByteReader.Broken($"a transform {(int)transform}");

        var step = transform == ColumnTransform.DeltaOfDelta ? reader.Zigzag() : 0;
        long center = 0;
        for (var rest = values[Order(transform, values.Length)..]; !rest.IsEmpty; rest = rest[Math.Min(ResidualBlock.Size, rest.Length)..])
        {
            ResidualBlock.Read(ref reader, rest[..Math.Min(ResidualBlock.Size, rest.Length)], ref center);
        }

        Restore(transform, values, step, unit, first);
    }

    /// <summary>How many of the first integers need no residual.</summary>
    private static int Order(ColumnTransform transform, int count) => Math.Min((int)transform, count);

    /// <summary>Makes the integers multiples of the unit that is returned, counted from the first.</summary>
    private static long MakeRelative(Span<long> values)
    {
        var first = values[0];
        ulong unit = 0;
        foreach (ref var value in values)
        {
            value -= first;
            if (unit != 1 && value != 0)
                unit = value == long.MinValue ? 1 : GreatestDivisor((ulong)Math.Abs(value), unit);
        }

        if (unit <= 1)
            return 1;
        foreach (ref var value in values)
        {
            value /= (long)unit;
        }

        return (long)unit;
    }

    private static ulong GreatestDivisor(ulong a, ulong b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }

    /// <summary>The transform that makes the middle of the column smallest.</summary>
    [SkipLocalsInit]
    private static ColumnTransform Choose(ReadOnlySpan<long> values)
    {
        if (values.Length < 3)
            return ColumnTransform.Value;
        var from = Math.Max(0, (values.Length - Sample) / 2);
        var sample = values.Slice(from, Math.Min(Sample, values.Length - from));
        Span<long> residuals = stackalloc long[Sample];
        var (best, fewest) = (ColumnTransform.Value, int.MaxValue);
        foreach (var transform in (ReadOnlySpan<ColumnTransform>)[ColumnTransform.Delta, ColumnTransform.Value, ColumnTransform.DeltaOfDelta])
        {
            sample.CopyTo(residuals);
            var left = Apply(transform, residuals[..sample.Length]);
            var bits = ResidualBlock.EstimateBits(left) * sample.Length / left.Length;
            if (bits < fewest)
                (best, fewest) = (transform, bits);
        }

        return best;
    }

    /// <summary>Turns values into residuals in place, and returns those that are to be written. The first step stays at its place.</summary>
    private static Span<long> Apply(ColumnTransform transform, Span<long> values)
    {
        var order = Order(transform, values.Length);
        if (transform >= ColumnTransform.Delta)
            Difference(values, 1);
        if (transform == ColumnTransform.DeltaOfDelta)
            Difference(values, 2);
        return values[order..];
    }

    private static void Difference(Span<long> values, int from)
    {
        for (var i = values.Length - 1; i >= from; i--)
        {
            values[i] -= values[i - 1];
        }
    }

    private static void Restore(ColumnTransform transform, Span<long> values, long step, long unit, long first)
    {
        if (transform == ColumnTransform.DeltaOfDelta && values.Length > 1)
        {
            values[1] = step;
            Sum(values[1..], 1, 0);
        }

        if (transform == ColumnTransform.Value)
        {
            Multiply(values, unit, first);
            return;
        }

        values[0] = 0;
        Sum(values, unit, first);
    }

    /// <summary>Makes of each the sum of those up to it, times the unit, counted from the first.</summary>
    private static void Sum(Span<long> values, long unit, long first)
    {
        var sum = first;
        foreach (ref var value in values)
        {
            value = sum += value * unit;
        }
    }

    private static void Multiply(Span<long> values, long unit, long first)
    {
        foreach (ref var value in values)
        {
            value = (value * unit) + first;
        }
    }
}
