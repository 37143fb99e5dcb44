using CsCheck;
using Lapwing.Storage.Catalog;
using Lapwing.Storage.Chunks;

namespace Lapwing.Storage.Tests.Catalog;

public sealed class SeriesDeltaTests
{
    private static readonly Gen<int> AnyNumber = Gen.Frequency((6, Gen.Int[0, 3]), (1, Gen.Int[0, int.MaxValue]), (1, Gen.Const(int.MaxValue)));

    private static readonly Gen<(LabelRef[] Labels, int Group, int Column)> AnySeries =
        Gen.Select(Gen.Select(AnyNumber, AnyNumber, (name, value) => new LabelRef(name, value)).Array[0, 12], AnyNumber, AnyNumber);

    [Fact]
    public void Any_series_come_back() => AnySeries.Array[0, 20].Sample(all =>
    {
        var delta = new SeriesDelta();
        var target = new byte[all.Sum(series => SeriesDelta.MaxSize(series.Labels.Length))];
        var writer = new ByteWriter(target);
        delta.Reset();
        foreach (var (labels, group, column) in all)
        {
            delta.Write(ref writer, labels, group, column);
        }

        Assert.False(writer.IsOverfull);
        var reader = new ByteReader(target.AsSpan(0, writer.Length));
        delta.Reset();
        foreach (var (labels, group, column) in all)
        {
            delta.Read(ref reader);
            Assert.Equal(labels, delta.Labels);
            Assert.Equal((group, column), (delta.Group, delta.Column));
        }

        Assert.True(reader.Rest.IsEmpty);
    }, iter: 2000);

    [Fact]
    public void The_longest_of_all_fits_into_what_is_said_to_be_enough()
    {
        var delta = new SeriesDelta();
        LabelRef[] before = [.. Enumerable.Range(0, 10).Select(_ => new LabelRef(0, 0))];
        LabelRef[] labels = [.. Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? new LabelRef(int.MaxValue, int.MaxValue) : default)];
        delta.Reset();
        Write(delta, before, 0);

        Write(delta, labels, int.MaxValue);

        static void Write(SeriesDelta delta, LabelRef[] labels, int place)
        {
            var writer = new ByteWriter(new byte[SeriesDelta.MaxSize(labels.Length)]);
            delta.Write(ref writer, labels, place, place);
            Assert.False(writer.IsOverfull);
        }
    }

    /// <summary>Seven labels of which the first changes: how many, no other group, the next column, none alike, one changed (its ids 1 and 2), six alike.</summary>
    [Fact]
    public void A_series_beside_its_like_takes_nine_bytes()
    {
        var delta = new SeriesDelta();
        var writer = new ByteWriter(new byte[1000]);
        LabelRef[] labels = [.. Enumerable.Range(0, 7).Select(i => new LabelRef(2 * i, (2 * i) + 1))];
        delta.Reset();
        delta.Write(ref writer, labels, 5, 0);
        var before = writer.Length;

        labels[0] = new(0, 999);
        delta.Write(ref writer, labels, 5, 1);

        Assert.Equal(9, writer.Length - before);
    }
}
