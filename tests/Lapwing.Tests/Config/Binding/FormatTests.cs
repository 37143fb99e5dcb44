using CsCheck;
using Lapwing.Config;
using Lapwing.Config.Binding.Formats;
using Lapwing.Config.Values;

namespace Lapwing.Tests.Config.Binding;

public sealed class FormatTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("300ms", 300)]
    [InlineData("5s", 5_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1y2w3d4h5m6s7ms", 33_019_506_007)]
    public void A_duration_is_a_sum_of_units(string text, long milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), new DurationFormat().Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("1.5s")]
    [InlineData("5 s")]
    [InlineData("30m1h")]
    [InlineData("5s5s")]
    [InlineData("5S")]
    [InlineData("٣s")]
    [InlineData("999999999y")]
    [InlineData("9999999999s")]
    public void Other_texts_are_no_durations(string text) => Assert.Null(new DurationFormat().Read(text));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1024", 1024)]
    [InlineData("7B", 7)]
    [InlineData("5MB", 5_000_000)]
    [InlineData("5 kB", 5_000)]
    [InlineData("1.5KiB", 1536)]
    [InlineData("10GiB", 10_737_418_240)]
    [InlineData("2TB", 2_000_000_000_000)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void A_size_is_a_number_and_a_unit(string text, long bytes) => Assert.Equal(new ByteSize(bytes), new SizeFormat().Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("5Mb/s")]
    [InlineData("9223372036854775808")]
    [InlineData("99999999TiB")]
    public void Other_texts_are_no_sizes(string text) => Assert.Null(new SizeFormat().Read(text));

    [Fact]
    public void Durations_read_as_they_were_written() =>
        Gen.Long[0, (long)TimeSpan.MaxValue.TotalMilliseconds].Select(ms => TimeSpan.FromMilliseconds(ms)).Sample(RoundTrips(new DurationFormat()));

    [Fact]
    public void Sizes_read_as_they_were_written() => Gen.Frequency(
            (1, Gen.Long[0, long.MaxValue]),
            (1, Gen.Select(Gen.Long[0, 4096], Gen.OneOf(Gen.Const(1000L), Gen.Const(1L << 10), Gen.Const(1_000_000L), Gen.Const(1L << 40)), (n, unit) => n * unit)))
        .Select(bytes => new ByteSize(bytes)).Sample(RoundTrips(new SizeFormat()));

    [Fact]
    public void Statuses_read_as_they_were_written() => Gen.Select(Gen.Int[100, 599], Gen.Int[100, 599])
        .Select((a, b) => new StatusRange(Math.Min(a, b), Math.Max(a, b))).Sample(RoundTrips(new StatusFormat()));

    [Fact]
    public void Numbers_read_as_they_were_written()
    {
        Gen.Int.Sample(RoundTrips(new IntegerFormat()));
        Gen.Double.Where(double.IsFinite).Sample(RoundTrips(new NumberFormat()));
    }

    [Fact]
    public void Choices_read_as_they_were_written()
    {
        Gen.Enum<HttpVersionChoice>().Sample(RoundTrips(new ChoiceFormat<HttpVersionChoice>()));
        Gen.Enum<DatabaseEngine>().Sample(RoundTrips(new ChoiceFormat<DatabaseEngine>()));
    }

    [Fact]
    public void A_size_is_written_in_the_largest_unit_that_is_exact() => Assert.Equal(
        ["0B", "1B", "1KiB", "5MB", "10GiB"],
        new long[] { 0, 1, 1024, 5_000_000, 10L << 30 }.Select(bytes => new SizeFormat().Write(new ByteSize(bytes))));

    private static Func<T, bool> RoundTrips<T>(ScalarFormat<T> format)
        where T : notnull => value => value.Equals(format.Read(format.Write(value)));
}
