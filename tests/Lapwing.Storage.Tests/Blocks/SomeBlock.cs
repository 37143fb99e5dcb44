using CsCheck;
using Lapwing.Model;
using Lapwing.Storage.Blocks;
using Lapwing.Storage.Files;
using Lapwing.Storage.Tests.Chunks;

namespace Lapwing.Storage.Tests.Blocks;

/// <summary>A column of a segment: values, and at which instants it has them.</summary>
internal sealed record SomeColumn(double[] Values, bool[] Present);

/// <summary>A group: labels, one a column, and segments.</summary>
internal sealed record SomeGroup(Labels[] Labels, (long[] Times, SomeColumn[] Columns)[] Segments);

/// <summary>Blocks as tests make them.</summary>
internal static class SomeBlock
{
    private static readonly string[] Names = ["__name__", "job", "instance", "é", "\ud83d\ude00", "a b\"\\\n", "\uffff", "z"];

    private static readonly Gen<string> Text = Gen.OneOf(Gen.Int[0, 4].Select(i => $"v{i}"), OneOf("", "é", "\ud83d\ude00x", "\uffee", "a\nb"));

    private static readonly Gen<KeyValuePair<string, string>> Pair = Gen.Select(Gen.Int[0, Names.Length - 1], Text, (name, value) => KeyValuePair.Create(Names[name], value));

    /// <summary>Groups of series, each of them once.</summary>
    public static readonly Gen<SomeGroup[]> Any = Gen.Int[1, 3].SelectMany(groups => Group.Array[groups]).Select(groups =>
    {
        // A label of its own makes each series one of its kind.
        var number = 0;
        return groups.Select(group => group with { Labels = [.. group.Labels.Select(labels => labels.With("n", $"{number++}"))] }).ToArray();
    });

    private static Gen<SomeGroup> Group => Gen.Int[1, 5].SelectMany(columns => Gen.Select(
        Pair.Array[0, 5].Select(pairs => Labels.From(pairs)).Array[columns],
        Segment(columns).Array[0, 3],
        (labels, segments) => new SomeGroup(labels, Ascending(segments))));

    /// <summary>One of some texts.</summary>
    public static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    /// <summary>Writes a block and opens it.</summary>
    public static Block Write(string folder, IEnumerable<SomeGroup> groups, int number = 1, IFileSystem? files = null)
    {
        using (var writer = new BlockWriter(files ?? new DiskFiles(), folder, number))
        {
            foreach (var group in groups)
            {
                Write(writer, group);
            }

            writer.Publish();
        }

        return Block.Open(new DiskFiles(), BlockFolder.PathOf(folder, number));
    }

    /// <summary>Everything that groups hold, to the last bit.</summary>
    public static Dictionary<Labels, List<(long, long)>> Contents(IEnumerable<SomeGroup> groups)
    {
        var contents = new Dictionary<Labels, List<(long, long)>>();
        foreach (var group in groups)
        {
            for (var column = 0; column < group.Labels.Length; column++)
            {
                contents[group.Labels[column]] = [.. group.Segments.SelectMany(segment => Samples(segment.Times, segment.Columns[column]))];
            }
        }

        return contents;
    }

    /// <summary>Everything that a block holds.</summary>
    public static Dictionary<Labels, List<(long, long)>> Contents(Block block)
    {
        var contents = new Dictionary<Labels, List<(long, long)>>();
        for (var series = 0; series < block.Index.Series; series++)
        {
            var samples = new List<Sample>();
            BlockReading.Read(block, series, long.MinValue, long.MaxValue, samples);
            contents[block.Index.LabelsOf(series)] = [.. samples.Select(sample => (sample.Timestamp, BitConverter.DoubleToInt64Bits(sample.Value)))];
        }

        return contents;
    }

    private static void Write(BlockWriter writer, SomeGroup group)
    {
        writer.BeginGroup();
        for (var column = 0; column < group.Labels.Length; column++)
        {
            writer.AddSeries(group.Labels[column], column);
        }

        foreach (var (times, columns) in group.Segments)
        {
            writer.BeginSegment(times);
            foreach (var column in columns)
            {
                var bits = new ulong[(times.Length + 63) / 64];
                for (var row = 0; row < times.Length; row++)
                {
                    bits[row >> 6] |= column.Present[row] ? 1UL << (row & 63) : 0;
                }

                writer.AddColumn([.. column.Values.Where((_, row) => column.Present[row])], bits);
            }

            writer.EndSegment();
        }
    }

    private static IEnumerable<(long, long)> Samples(long[] times, SomeColumn column) => Enumerable.Range(0, times.Length)
        .Where(row => column.Present[row]).Select(row => (times[row], BitConverter.DoubleToInt64Bits(column.Values[row])));

    private static Gen<(long[] Times, SomeColumn[] Columns)> Segment(int columns) => SomeValues.Any.SelectMany(first => Gen.Select(
        Gen.Frequency((5, Gen.Const(15_000)), (1, Gen.Int[1, 100_000])).Array[first.Length],
        Column(first).Array[columns],
        (steps, made) => (steps.Select((_, row) => (long)steps.Take(row + 1).Sum(step => (long)step)).ToArray(), made)));

    /// <summary>All, none, or some of the values; now and then just those of the first column, so that they share their bytes.</summary>
    private static Gen<SomeColumn> Column(double[] like) => Gen.Frequency(
        (3, Gen.Const(Enumerable.Repeat(true, like.Length).ToArray())), (1, Gen.Const(new bool[like.Length])), (2, Gen.Bool.Array[like.Length]))
        .SelectMany(present => Gen.OneOf(Gen.Const(like), Gen.Double.Array[like.Length], Gen.Const(new double[like.Length])).Select(values => new SomeColumn(values, present)));

    private static (long[], SomeColumn[])[] Ascending((long[] Times, SomeColumn[] Columns)[] segments)
    {
        var after = 1_700_000_000_000;
        foreach (var (times, _) in segments)
        {
            for (var row = 0; row < times.Length; row++)
            {
                times[row] += after;
            }

            after = times[^1];
        }

        return segments;
    }
}
