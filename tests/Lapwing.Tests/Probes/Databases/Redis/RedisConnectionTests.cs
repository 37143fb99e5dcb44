using Lapwing.Config;
using Lapwing.Config.Connections;
using Lapwing.Probes;
using Lapwing.Probes.Databases.Redis;
using Lapwing.Testing;

namespace Lapwing.Tests.Probes.Databases.Redis;

public sealed class RedisConnectionTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HttpTestCertificates _certificates = new();

    public void Dispose()
    {
        _folder.Dispose();
        _certificates.Dispose();
    }

    [Fact]
    public async Task User_and_password_come_first_then_the_database()
    {
        await using var server = new RedisScript(null, "+OK\r\n", "+OK\r\n", "+PONG\r\n");

        Assert.Equal("PONG", await PingAsync($"redis://me:pä@127.0.0.1:{server.Port}/2"));
        Assert.Equal(
            ["*3\r\n$4\r\nAUTH\r\n$2\r\nme\r\n$3\r\npä\r\n", "*2\r\n$6\r\nSELECT\r\n$1\r\n2\r\n", "*1\r\n$4\r\nPING\r\n"], server.Asked);
    }

    [Theory]
    [InlineData("127.0.0.1:{0},password=pw", "*2\r\n$4\r\nAUTH\r\n$2\r\npw\r\n")]
    [InlineData("127.0.0.1:{0},password=", "*1\r\n$4\r\nPING\r\n")]
    public async Task A_password_alone_is_of_the_default_user_and_an_empty_one_is_none(string connection, string first)
    {
        await using var server = new RedisScript(null, "+OK\r\n", "+PONG\r\n");

        await PingAsync(connection.Replace("{0}", $"{server.Port}", StringComparison.Ordinal));

        Assert.Equal(first, server.Asked[0]);
    }

    [Fact]
    public async Task A_server_that_repeats_the_password_is_not_quoted()
    {
        await using var server = new RedisScript(null, "-ERR unknown command 'AUTH', with args beginning with: 'hunter2'\r\n");
        await using var run = new ProbeRun(DatabaseEngine.Redis, $"127.0.0.1:{server.Port},password=hunter2");

        var error = (await run.RunAsync()).Failure(ProbeErrorKind.Authentication);

        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_trusts_the_authority_of_the_file()
    {
        var (authority, _) = HttpTestCertificates.Write(_certificates.Authority, _folder.Path, "ca");
        await using var server = new RedisScript(_certificates.Issue("redis.example"), "+PONG\r\n");

        Assert.Equal("PONG", await PingAsync($"127.0.0.1:{server.Port},ssl=true,sslHost=redis.example,caFile={authority}"));
    }

    [Theory]
    [InlineData("sslHost=redis.example")] // From an authority that the machine does not know.
    [InlineData("sslHost=other.example,caFile={0}")]
    public async Task A_certificate_of_another_authority_or_name_is_refused(string options)
    {
        var (authority, _) = HttpTestCertificates.Write(_certificates.Authority, _folder.Path, "ca");
        await using var server = new RedisScript(_certificates.Issue("redis.example"));
        await using var run = new ProbeRun(
            DatabaseEngine.Redis, $"127.0.0.1:{server.Port},ssl=true,{options.Replace("{0}", authority, StringComparison.Ordinal)}");

        Assert.False((await run.RunAsync()).Failure(ProbeErrorKind.Tls).Transient);
    }

    [Fact]
    public async Task A_server_without_tls_is_said_to_fail_in_tls()
    {
        await using var server = new RedisScript(null, "-ERR Protocol error\r\n");
        await using var run = new ProbeRun(DatabaseEngine.Redis, $"rediss://127.0.0.1:{server.Port}");

        (await run.RunAsync()).Failure(ProbeErrorKind.Tls);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData(":many\r\n")]
    [InlineData("$99999999999\r\n")]
    public async Task What_is_no_redis_is_said_to_be_none(string answer)
    {
        await using var server = new RedisScript(null, answer);
        await using var run = new ProbeRun(DatabaseEngine.Redis, $"127.0.0.1:{server.Port}");

        Assert.False((await run.RunAsync()).Failure(ProbeErrorKind.Protocol).Transient);
    }

    [Theory]
    [InlineData("127.0.0.1:{0}")]
    [InlineData("127.0.0.1:{0},password=pw")]
    [InlineData("rediss://127.0.0.1:{0}")]
    public async Task A_silent_server_is_left_as_soon_as_the_round_is_given_up(string connection)
    {
        await using var server = new RedisScript(null);
        await using var run = new ProbeRun(
            DatabaseEngine.Redis, connection.Replace("{0}", $"{server.Port}", StringComparison.Ordinal));
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var round = run.Probe.RunAsync(giveUp.Token).AsTask();
        await server.Connected.Task;
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => round);
    }

    private static async Task<object?> PingAsync(string connection)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var redis = await RedisConnection.OpenAsync(RedisOptions.Parse(connection), cancellation);
        return await redis.CallAsync(["PING"], cancellation);
    }
}
