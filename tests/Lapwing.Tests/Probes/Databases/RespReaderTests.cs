using System.Text;
using Lapwing.Probes.Databases.Redis;

namespace Lapwing.Tests.Probes.Databases;

public sealed class RespReaderTests
{
    private const string NotOfProtocol = "not of the Redis protocol";

    [Theory]
    [InlineData(":1x\r\n", NotOfProtocol)]
    [InlineData(":99999999999999999999\r\n", NotOfProtocol)]
    [InlineData("$2\r\nabcd\r\n", NotOfProtocol)]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", "Is something else listening there")]
    [InlineData("$99999999\r\n", "longer than")]
    public async Task What_is_not_of_the_protocol_is_said_so(string answer, string problem)
    {
        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => Read(Encoding.UTF8.GetBytes(answer)));
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_without_end_is_given_up_early()
    {
        var endless = new EndlessStream("+"u8.ToArray());
        await Assert.ThrowsAsync<InvalidDataException>(() => new RespReader(endless).ReadAsync(TestContext.Current.CancellationToken));
        Assert.InRange(endless.Position, 1, 1 << 20);
    }

    [Fact]
    public async Task A_list_without_end_is_given_up_early()
    {
        var endless = new EndlessStream("*1000\r\n"u8.ToArray());
        await Assert.ThrowsAsync<InvalidDataException>(() => new RespReader(endless).ReadAsync(TestContext.Current.CancellationToken));
        endless = new EndlessStream("*16000000\r\n*-1\r\n"u8.ToArray(), repeatFrom: 11);
        await Assert.ThrowsAsync<InvalidDataException>(() => new RespReader(endless).ReadAsync(TestContext.Current.CancellationToken));
        Assert.InRange(endless.Position, 1, 1 << 20);
    }

    [Fact]
    public async Task Answers_come_whole_however_they_are_cut()
    {
        var reader = new RespReader(new EndlessStream("+PONG\r\n$5\r\na\r\nbc\r\n*2\r\n:-7\r\n$-1\r\n-ERR no\r\n"u8.ToArray(), atOnce: 1));
        Assert.Equal("PONG", await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal("a\r\nbc", await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal(new object?[] { -7L, null }, await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal("ERR no", Assert.IsType<RedisServerException>(await reader.ReadAsync(TestContext.Current.CancellationToken)).Message);
    }

    private static Task<object?> Read(byte[] answer) => new RespReader(new MemoryStream(answer)).ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Bytes that repeat for ever, so many at once.</summary>
    private sealed class EndlessStream(byte[] bytes, int repeatFrom = 0, int atOnce = 1000) : MemoryStream
    {
        private int _next;

        public override long Position { get; set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Math.Min(buffer.Length, atOnce);
            foreach (ref var target in buffer.Span[..count])
            {
                target = bytes[_next];
                _next = _next + 1 == bytes.Length ? repeatFrom : _next + 1;
            }

            Position += count;
            return new(count);
        }
    }
}
