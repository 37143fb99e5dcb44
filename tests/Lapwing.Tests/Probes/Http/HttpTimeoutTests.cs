using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Probes.Http;
using Lapwing.Testing;

namespace Lapwing.Tests.Probes.Http;

/// <summary>Targets that keep a run waiting until it is given up.</summary>
public sealed class HttpTimeoutTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(1500);

    [Fact]
    public async Task A_silent_server_times_out_with_the_time_waited_as_headline()
    {
        await using var server = HttpRawServer.Silent();

        var result = await GivenUpAsync(new() { Url = server.Url }, () => server.Connections > 0);

        var message = $"no response from 127.0.0.1:{server.Port} within 1500 ms";
        Assert.Equal(new(ProbeErrorKind.Timeout, message, Transient: true), result.Error);
        Assert.Equal(1500, result.Headline);
        Assert.Equal("processing", result.Evidence!.SlowestPhase);
        Assert.Equal($"127.0.0.1:{server.Port}", result.Evidence.Address);
        Assert.Equal(0, result.Metric("probe_success"));
    }

    [Fact]
    public async Task A_silent_server_behind_https_times_out_in_tls()
    {
        var greeted = false;
        await using var server = new HttpRawServer(async (connection, stop) =>
        {
            // What the client says first: by then its handshake has begun.
            await connection.ReadExactlyAsync(new byte[1], stop);
            Volatile.Write(ref greeted, true);
            await connection.CopyToAsync(Stream.Null, stop);
        });

        var result = await GivenUpAsync(new() { Url = new($"https://127.0.0.1:{server.Port}/") }, () => Volatile.Read(ref greeted));

        Assert.Equal($"the TLS handshake with 127.0.0.1:{server.Port} did not end within 1500 ms", result.Error!.Message);
        Assert.Equal("tls", result.Evidence!.SlowestPhase);
    }

    [Fact]
    public async Task A_body_that_drips_times_out_in_transfer()
    {
        var dripping = new TaskCompletionSource();
        await using var server = new HttpRawServer(async (connection, stop) =>
        {
            await HttpRawServer.AnswerAsync(connection, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", stop);
            while (true)
            {
                await connection.WriteAsync("x"u8.ToArray(), stop);
                dripping.TrySetResult();
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, stop);
            }
        });

        var result = await GivenUpAsync(new() { Url = server.Url }, () => dripping.Task.IsCompleted, inPhase: HttpPhase.Transfer);

        Assert.Equal($"the response of 127.0.0.1:{server.Port} did not end within 1500 ms", result.Error!.Message);
        Assert.Equal(200, result.Metric("probe_http_status_code"));
    }

    [Fact]
    public async Task An_address_that_swallows_everything_times_out_in_connect()
    {
        using var deaf = new DeafListener();

        var result = await GivenUpAsync(new() { Url = new($"http://127.0.0.1:{deaf.Port}/") }, () => true, inPhase: HttpPhase.Connect);

        Assert.Equal($"no connection to 127.0.0.1:{deaf.Port} within 1500 ms", result.Error!.Message);
    }

    [Fact]
    public async Task A_name_server_that_says_nothing_times_out_in_resolve()
    {
        var never = new TaskCompletionSource<System.Net.IPAddress[]>();

        var result = await GivenUpAsync(new() { Url = new("http://shop.example/") }, () => true, inPhase: HttpPhase.Resolve,
            lookup: (_, _, cancellation) => never.Task.WaitAsync(cancellation));

        Assert.Equal("no name server answered the question for \"shop.example\" within 1500 ms", result.Error!.Message);
        Assert.Null(result.Evidence!.Address);
    }

    [Fact]
    public async Task A_run_given_up_closes_its_connection_at_once()
    {
        var closed = new TaskCompletionSource();
        await using var server = new HttpRawServer(async (connection, stop) =>
        {
            await connection.ReadAtLeastAsync(new byte[100_000], 100_000, throwOnEndOfStream: false, stop);
            closed.SetResult();
        });

        await GivenUpAsync(new() { Url = new($"https://127.0.0.1:{server.Port}/"), KeepAlive = true }, () => server.Connections > 0);

        await closed.Task.WaitAsync(HttpProbing.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_next_run_after_a_time_out_succeeds()
    {
        var silent = true;
        await using var server = new HttpRawServer((connection, stop) => silent
            ? Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, TimeProvider.System, stop)
            : HttpRawServer.AnswerAsync(connection, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", stop));
        await using var cpu = new CpuPool(1);
        await using var probe = new HttpProbe(new() { Url = server.Url, KeepAlive = true }, cpu, TimeProvider.System);
        await GiveUpAsync(probe, () => server.Connections > 0);
        silent = false;

        Assert.Null((await probe.RunOnceAsync()).Error);
    }

    private static async Task<ProbeResult> GivenUpAsync(
        ApiConfig config, Func<bool> when, HttpPhase? inPhase = null, HostLookup? lookup = null)
    {
        await using var cpu = new CpuPool(1);
        await using var probe = new HttpProbe(config, cpu, TimeProvider.System, lookup);
        await GiveUpAsync(probe, () => when() && (inPhase is null || probe.Phase == inPhase));
        return probe.TimedOut(Timeout);
    }

    /// <summary>Runs the probe and ends the run as soon as it has come as far as wanted.</summary>
    private static async Task GiveUpAsync(HttpProbe probe, Func<bool> when)
    {
        using var giveUp = new CancellationTokenSource();
        var run = probe.RunAsync(giveUp.Token).AsTask();
        while (!when())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await giveUp.CancelAsync();
        var ended = run.WaitAsync(HttpProbing.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(giveUp.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ended)).CancellationToken);
    }
}
