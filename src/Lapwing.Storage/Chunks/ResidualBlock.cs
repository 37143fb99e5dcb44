using System.Runtime.CompilerServices;

namespace Lapwing.Storage.Chunks;

/// <summary>
/// Up to <see cref="Size"/> numbers that lie near one another, such as the steps of a counter: what they differ from a center by, in
/// <see cref="RiceCoding"/>, and the few that lie far off in a list. A block finds its own center and width, so that it follows what it holds.
/// </summary>
internal static class ResidualBlock
{
    /// <summary>Small enough to follow a load that changes over the day, large enough for its head of three bytes to cost nothing.</summary>
    public const int Size = 256;

    private const int WidthMask = 0x3f;
    private const int SignedFlag = 0x40;
    private const int FarOffFlag = 0x80;

    /// <summary>Bits that <see cref="Write"/> would take, as nearly as choosing between transforms needs it.</summary>
    [SkipLocalsInit]
    public static int EstimateBits(ReadOnlySpan<long> numbers)
    {
        Span<ulong> folded = stackalloc ulong[Size];
        return ResidualPlan.Find(numbers, folded[..numbers.Length]).Bits;
    }

    /// <param name="writer">Where to.</param>
    /// <param name="numbers">One to <see cref="Size"/> of them.</param>
    /// <param name="center">The center of the block before, and then that of this one.</param>
    [SkipLocalsInit]
    public static void Write(ref ByteWriter writer, scoped ReadOnlySpan<long> numbers, ref long center)
    {
        Span<ulong> space = stackalloc ulong[Size];
        var folded = space[..numbers.Length];
        var plan = ResidualPlan.Find(numbers, folded);
        plan.Fold(numbers, folded);
        var farOff = Count(folded, plan);
        writer.Byte((byte)(plan.LowBits | (plan.IsSigned ? SignedFlag : 0) | (farOff > 0 ? FarOffFlag : 0)));
        writer.Zigzag(plan.Center - center);
        center = plan.Center;
        if (farOff > 0)
            WriteFarOff(ref writer, folded, plan, farOff);
        if (plan.LowBits != ResidualPlan.NoBits)
            RiceCoding.Write(ref writer, folded, plan.LowBits);
    }

    [SkipLocalsInit]
    public static void Read(ref ByteReader reader, scoped Span<long> numbers, ref long center)
    {
        var head = reader.Byte();
        center += reader.Zigzag();
        var plan = new ResidualPlan(center, (head & SignedFlag) != 0, head & WidthMask, 0);
        Span<ulong> space = stackalloc ulong[Size];
        var folded = space[..numbers.Length];
        if ((head & FarOffFlag) == 0)
        {
            ReadNear(ref reader, folded, plan);
            plan.Unfold(folded, numbers);
            return;
        }

        var list = reader;
        SkipFarOff(ref reader, numbers.Length);
        ReadNear(ref reader, folded, plan);
        ReadFarOff(ref list, folded);
        plan.Unfold(folded, numbers);
    }

    private static void ReadNear(ref ByteReader reader, scoped Span<ulong> folded, ResidualPlan plan)
    {
        if (plan.LowBits == ResidualPlan.NoBits)
            folded.Clear();
        else if (plan.LowBits > RiceCoding.MaxLowBits)
            ByteReader.Broken($"a width of {plan.LowBits} bits");
        else
            RiceCoding.Read(ref reader, folded, plan.LowBits);
    }

    private static int Count(ReadOnlySpan<ulong> folded, ResidualPlan plan)
    {
        var count = 0;
        foreach (var number in folded)
        {
            count += plan.IsFarOff(number) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Lists those that are far off, each with how many stand between it and the one before, and leaves zero at their places.</summary>
    private static void WriteFarOff(ref ByteWriter writer, scoped Span<ulong> folded, ResidualPlan plan, int count)
    {
        writer.Varint((ulong)count);
        var next = 0;
        for (var i = 0; i < folded.Length; i++)
        {
            if (!plan.IsFarOff(folded[i]))
                continue;
            writer.Varint((ulong)(i - next));
            writer.Varint(folded[i]);
            folded[i] = 0;
            next = i + 1;
        }
    }

    private static void SkipFarOff(ref ByteReader reader, int numbers)
    {
        for (var left = 2 * reader.Count(numbers); left > 0; left--)
        {
            reader.Varint();
        }
    }

    private static void ReadFarOff(ref ByteReader reader, scoped Span<ulong> folded)
    {
        var next = 0;
        for (var left = reader.Count(folded.Length); left > 0; left--)
        {
            var at = next + reader.Count(folded.Length);
            if (at >= folded.Length)
                ByteReader.Broken($"a number at {at} of {folded.Length}");
            folded[at] = reader.Varint();
            next = at + 1;
        }
    }
}
