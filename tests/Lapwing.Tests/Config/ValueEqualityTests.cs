using CsCheck;
using Lapwing.Config.Binding;
using Lapwing.Config.Values;
using Lapwing.Storage;

namespace Lapwing.Tests.Config;

/// <summary>Records of configuration compare by what was written; a reload stands on it.</summary>
public sealed class ValueEqualityTests
{
    private static readonly Gen<KeyValuePair<string, int>[]> Entries = Gen.Select(Gen.Char['a', 'f'], Gen.Int[0, 2], (key, value) => KeyValuePair.Create($"{key}", value))
        .Array[0, 5].Select(entries => entries.DistinctBy(entry => entry.Key).ToArray());

    [Fact]
    public void Lists_are_equal_when_their_elements_are() => Gen.Select(Gen.Int[0, 2].Array[0, 4], Gen.Int[0, 2].Array[0, 4]).Sample((a, b) =>
    {
        var (x, y) = (new ValueList<int>(a), new ValueList<int>(b));
        return x.Equals(y) == a.SequenceEqual(b) && (!x.Equals(y) || x.GetHashCode() == y.GetHashCode());
    });

    [Fact]
    public void Maps_are_equal_when_their_entries_are_in_any_order() => Gen.Select(Entries, Entries).Sample((a, b) =>
    {
        var (x, y) = (new ValueMap<int>(a), new ValueMap<int>(b));
        return x.Equals(y) == a.ToHashSet().SetEquals(b)
            && (!x.Equals(y) || x.GetHashCode() == y.GetHashCode())
            && x.Equals(new ValueMap<int>(a.Reverse()));
    });

    [Fact]
    public void Every_record_is_equal_to_its_like_and_differs_when_any_option_does()
    {
        Assert.All(Shapes.All(), shape =>
        {
            var reader = new RecordReader(shape);
            Assert.Equal(reader.StandIn, reader.StandIn);
            Assert.Equal(reader.StandIn.GetHashCode(), reader.StandIn.GetHashCode());
            foreach (var option in shape.Options.Where(option => option.Reader is ScalarReader))
            {
                var other = reader.StandIn;
                option.Property.SetValue(other, Different(option.Property.PropertyType, option.Property.GetValue(other)));
                Assert.NotEqual(reader.StandIn, other);
            }
        });
    }

    private static object Different(Type type, object? value) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) => value + "x",
        var t when t == typeof(bool) => !(bool)value!,
        var t when t == typeof(int) => (int)(value ?? 0) + 1,
        var t when t == typeof(double) => (double)value! + 1,
        var t when t == typeof(TimeSpan) => (TimeSpan)(value ?? TimeSpan.Zero) + TimeSpan.FromSeconds(1),
        var t when t == typeof(FsyncPolicy) => new FsyncPolicy(FsyncMode.Interval, ((FsyncPolicy?)value ?? default).Interval + TimeSpan.FromSeconds(1)),
        var t when t == typeof(ByteSize) => new ByteSize(((ByteSize?)value ?? default).Bytes + 1),
        var t when t == typeof(Secret) => new Secret("x"),
        var t when t == typeof(Uri) => new Uri("http://x"),
        { IsEnum: true } t => Enum.ToObject(t, (int)value! + 1),
        var t => throw new NotSupportedException($"{t}"),
    };
}
