using CsCheck;
using Lapwing.Model;
using Lapwing.Storage.Blocks;
using Lapwing.Storage.Files;
using Lapwing.Storage.Index;
using Lapwing.Storage.Tests.Files;
using Lapwing.Testing;

namespace Lapwing.Storage.Tests.Blocks;

public sealed class BlockTests : IDisposable
{
    private static readonly SomeGroup Small = new(
        [Labels.From(("__name__", "a"), ("job", "x")), Labels.From(("__name__", "b"), ("job", "x"))],
        [
            ([1000, 2000, 3000], [new([1, 2, 3], [true, true, true]), new([0.5, 0, 7], [true, false, true])]),
            ([4000, 5000], [new([1, 1], [true, true]), new([0, 0], [false, false])]),
        ]);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_read_to_the_last_bit() => SomeBlock.Any.Sample(
        groups =>
        {
            using var folder = new TempFolder();
            using var block = SomeBlock.Write(folder.Path, groups);
            var wanted = SomeBlock.Contents(groups);
            var found = SomeBlock.Contents(block);
            Assert.Equal(wanted.Count, found.Count);
            Assert.All(wanted, entry => Assert.Equal(entry.Value, found[entry.Key]));
            Assert.Equal(wanted.Values.Sum(samples => samples.Count), block.Meta.Samples);
        }, iter: 60);

    [Fact]
    public void Matchers_select_what_they_hold_for() => Gen.Select(SomeBlock.Any, Gen.Int[0, 3], SomeBlock.OneOf("v1", "v.*", "v1|v2", "", "é", ".+", "none"),
        SomeBlock.OneOf("job", "instance", "é", "n", "absent")).Sample(
        (groups, @operator, value, name) =>
        {
            using var folder = new TempFolder();
            using var block = SomeBlock.Write(folder.Path, groups);
            var matcher = new LabelMatcher(name, (MatchOperator)@operator, value);
            var found = Selection.Of(block.Index, [matcher]).Select(block.Index.LabelsOf);
            var wanted = groups.SelectMany(group => group.Labels).Where(matcher.Matches);
            Assert.Equal(wanted.Select(labels => $"{labels}").Order(StringComparer.Ordinal), found.Select(labels => $"{labels}").Order(StringComparer.Ordinal));
        }, iter: 60);

    [Fact]
    public void Series_stand_in_the_order_of_their_labels() => SomeBlock.Any.Sample(
        groups =>
        {
            using var folder = new TempFolder();
            using var block = SomeBlock.Write(folder.Path, groups);
            for (var series = 1; series < block.Index.Series; series++)
            {
                Assert.True(block.Index.Compare(series - 1, block.Index, series) < 0);
                Assert.True(block.Index.Compare(series, block.Index, series - 1) > 0);
                Assert.Equal(0, block.Index.Compare(series, block.Index, series));
            }
        }, iter: 30);

    [Fact]
    public void Columns_of_the_same_bytes_share_them()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 500).Select(_ => random.NextDouble()).ToArray();
        var all = Enumerable.Repeat(true, 500).ToArray();
        var times = Enumerable.Range(0, 500).Select(i => i * 1000L).ToArray();
        var labels = Enumerable.Range(0, 10).Select(i => Labels.From(("n", $"{i}"))).ToArray();
        using var one = SomeBlock.Write(_folder["one"], [new(labels[..1], [(times, [new(values, all)])])]);
        using var ten = SomeBlock.Write(_folder["ten"], [new(labels, [(times, [.. labels.Select(_ => new SomeColumn(values, all))])])]);
        Assert.InRange(ten.Bytes - one.Bytes, 1, 500);
    }

    [Theory]
    [InlineData("meta.json")]
    [InlineData("index")]
    [InlineData("chunks")]
    public void A_flipped_bit_is_found_out_or_changes_nothing(string name)
    {
        SomeBlock.Write(_folder.Path, [Small]).Dispose();
        var path = Path.Combine(BlockFolder.PathOf(_folder.Path, 1), name);
        var whole = File.ReadAllBytes(path);
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            var broken = (byte[])whole.Clone();
            broken[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(path, broken);
            CheckBroken($"bit {bit} of {name}");
        }
    }

    [Theory]
    [InlineData("meta.json")]
    [InlineData("index")]
    [InlineData("chunks")]
    public void A_file_that_was_cut_off_is_found_out(string name)
    {
        SomeBlock.Write(_folder.Path, [Small]).Dispose();
        var path = Path.Combine(BlockFolder.PathOf(_folder.Path, 1), name);
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            CheckBroken($"{length} bytes of {name}");
        }
    }

    [Fact]
    public void Whatever_fails_while_it_is_written_a_block_is_there_whole_or_not_at_all()
    {
        var published = 0;
        for (var at = 1; ; at++)
        {
            using var folder = new TempFolder();
            var files = new FaultyFiles(new DiskFiles(), at);
            try
            {
                SomeBlock.Write(folder.Path, [Small], files: files).Dispose();
            }
            catch (IOException e)
            {
                Assert.Contains("No space left", e.Message, StringComparison.Ordinal);
            }

            if (files.Failed is null)
                break;
            var there = BlockFolder.List(new DiskFiles(), folder.Path);
            published += there.Count;
            BlockFolder.Clean(new DiskFiles(), folder.Path);
            Assert.Equal(there.Count, Directory.GetDirectories(folder.Path).Length);
            if (there.Count == 0)
                continue;
            using var block = Block.Open(new DiskFiles(), BlockFolder.PathOf(folder.Path, 1));
            Assert.Equal(SomeBlock.Contents([Small]), SomeBlock.Contents(block));
        }

        // The name is there before it is certain that it stays: nothing else can be published by a failed writer.
        Assert.Equal(1, published);
    }

    [Fact]
    public void A_block_of_a_newer_version_is_refused_with_what_to_do()
    {
        SomeBlock.Write(_folder.Path, [Small]).Dispose();
        var path = Path.Combine(BlockFolder.PathOf(_folder.Path, 1), BlockFolder.Meta);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal));
        var error = Assert.Throws<InvalidDataException>(() => Block.Open(new DiskFiles(), BlockFolder.PathOf(_folder.Path, 1)));
        Assert.Equal("meta.json has format version 2, and this program reads up to 1: start the newer program that wrote it.", error.Message);
    }

    [Fact]
    public void What_a_later_version_adds_to_the_description_is_passed_over() =>
        Assert.Equal(7, BlockMeta.FromJson("""{"number": 7, "from": 1, "to": 2, "series": 3, "samples": 4, "later": {"a": []}}"""u8).Number);

    /// <summary>Opening and reading give what was written, or say that it is broken.</summary>
    private void CheckBroken(string how)
    {
        var wanted = SomeBlock.Contents([Small]);
        try
        {
            using var block = Block.Open(new DiskFiles(), BlockFolder.PathOf(_folder.Path, 1));
            for (var series = 0; series < block.Index.Series; series++)
            {
                var samples = new List<Sample>();
                BlockReading.Read(block, series, long.MinValue, long.MaxValue, samples);
                var labels = block.Index.LabelsOf(series);
                Assert.True(
                    wanted[labels].SequenceEqual(samples.Select(sample => (sample.Timestamp, BitConverter.DoubleToInt64Bits(sample.Value)))), $"{how}: {labels} differs");
            }

            Assert.Equal(2, Selection.Of(block.Index, [new("job", MatchOperator.Equal, "x")]).Count);
        }
        catch (InvalidDataException)
        {
            // It was found out.
        }
    }
}
