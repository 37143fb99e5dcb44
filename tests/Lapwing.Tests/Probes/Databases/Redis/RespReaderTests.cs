using System.Text;
using CsCheck;
using Lapwing.Probes.Databases.Redis;

namespace Lapwing.Tests.Probes.Databases.Redis;

public sealed class RespReaderTests
{
    private static readonly Gen<string> Texts = Gen.Char["abc é\r\n$*:+-"].Array[0, 40].Select(characters => new string(characters));

    private static readonly Gen<(string Encoded, object? Value)> Answers = Gen.OneOf(
        Texts.Select(text => ($"${Encoding.UTF8.GetByteCount(text)}\r\n{text}\r\n", (object?)text)),
        Gen.Long.Select(number => ($":{number}\r\n", (object?)number)),
        Gen.Int[0, 3].Select(count => ($"*{count}\r\n{string.Concat(Enumerable.Repeat("*1\r\n$1\r\nx\r\n", count))}", (object?)new RespList(count))),
        Gen.Const(("+OK\r\n", (object?)"OK")),
        Gen.Const(("$-1\r\n", (object?)null)),
        Gen.Const(("*-1\r\n", (object?)null)));

    /// <summary>Pieces that make an answer often enough to get deep into the reader.</summary>
    private static readonly string[] Pieces =
    [
        "+", "-", ":", "$", "*", "\r\n", "\r", "\n", "0", "1", "2", "9", "-1", "x", " ", "é",
        "*2\r\n", "$3\r\nabc\r\n", ":7\r\n", "99999999999999999999",
    ];

    private static readonly Gen<string> Noise =
        Gen.Int[0, Pieces.Length - 1].Array[0, 30].Select(picked => string.Concat(picked.Select(i => Pieces[i])));

    [Fact]
    public async Task Answers_are_read_however_the_network_cuts_them() =>
        await Gen.Select(Answers.Array[1, 6], Gen.Int[1, 7]).SampleAsync(async (answers, piece) =>
        {
            var reader = Reader(string.Concat(answers.Select(answer => answer.Encoded)), piece);
            foreach (var (_, value) in answers)
            {
                Assert.Equal(value, await reader.ReadAsync(TestContext.Current.CancellationToken));
            }
        });

    [Fact]
    public async Task Whatever_comes_is_an_answer_or_said_to_be_none() =>
        await Gen.Select(Noise, Gen.Int[1, 20]).SampleAsync(async (noise, piece) =>
        {
            var reader = Reader(noise, piece);
            var end = await Record.ExceptionAsync(async () =>
            {
                while (true)
                {
                    await reader.ReadAsync(TestContext.Current.CancellationToken);
                }
            });
            Assert.True(end is InvalidDataException or EndOfStreamException, $"{end}");
        });

    [Fact]
    public async Task An_error_is_returned_with_its_code()
    {
        var error = Assert.IsType<RedisServerException>(
            await Reader("-NOAUTH Authentication required.\r\n").ReadAsync(TestContext.Current.CancellationToken));

        Assert.Equal(("NOAUTH", "NOAUTH Authentication required."), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("$-2\r\n")]
    [InlineData("$ 3\r\nabc\r\n")]
    [InlineData("$3\r\nabcd\r\n")]
    [InlineData(":\r\n")]
    [InlineData(":1.5\r\n")]
    [InlineData(":9223372036854775808\r\n")]
    [InlineData("\r\n")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("_\r\n")]
    [InlineData("*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n")]
    public async Task What_breaks_the_protocol_is_refused(string bytes)
    {
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => Reader(bytes).ReadAsync(TestContext.Current.CancellationToken));

        Assert.Contains("not of the Redis protocol", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_without_an_end_is_refused() => await Assert.ThrowsAsync<InvalidDataException>(
        () => Reader("+" + new string('x', 100_000), 1000).ReadAsync(TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("$16777217\r\n")]
    [InlineData("*2147483647\r\n")]
    public async Task A_length_beyond_the_limit_is_refused_before_anything_follows(string bytes)
    {
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => Reader(bytes).ReadAsync(TestContext.Current.CancellationToken));

        Assert.Contains("longer than 16 MiB", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_small_answers_in_one_are_too_long_together()
    {
        var item = $"${60_000}\r\n{new string('x', 60_000)}\r\n";
        var reader = Reader($"*300\r\n{string.Concat(Enumerable.Repeat(item, 300))}");

        await Assert.ThrowsAsync<InvalidDataException>(() => reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    private static RespReader Reader(string bytes, int piece = int.MaxValue) => new(new SlowStream(Encoding.UTF8.GetBytes(bytes), piece));

    /// <summary>A stream that never gives more than so many bytes at once.</summary>
    private sealed class SlowStream(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
