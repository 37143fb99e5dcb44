using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Lapwing.Probes;

namespace Lapwing.Tests.Probes;

public sealed class CpuPoolTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_runs_on_the_threads_of_the_pool_and_its_result_comes_back()
    {
        await using var pool = new CpuPool(workers: 2);

        var name = await pool.RunAsync(_ => Thread.CurrentThread.Name, Cancellation);

        Assert.StartsWith("cpu-pool-", name);
    }

    [Fact]
    public async Task By_default_there_are_four_workers_or_as_many_as_cores()
    {
        await using var pool = new CpuPool();

        Assert.Equal(Math.Min(4, Environment.ProcessorCount), pool.Workers);
    }

    [Fact]
    public async Task An_exception_reaches_the_caller_and_the_worker_goes_on()
    {
        await using var pool = new CpuPool(workers: 1);

        var failure = await Assert.ThrowsAsync<InvalidDataException>(
            () => pool.RunAsync<int>(_ => throw new InvalidDataException("torn"), Cancellation));

        Assert.Equal("torn", failure.Message);
        Assert.Equal(7, await pool.RunAsync(_ => 7, Cancellation));
    }

    [Fact]
    public async Task No_more_work_runs_at_once_than_there_are_workers()
    {
        await using var pool = new CpuPool(workers: 3);
        int running = 0, most = 0;

        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => pool.RunAsync(_ =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            SHA256.HashData(new byte[100_000]);
            return Interlocked.Decrement(ref running);
        }, Cancellation)));

        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task A_hundred_reads_and_writes_finish_while_every_worker_is_busy_hashing()
    {
        await using var pool = new CpuPool(workers: 2);
        var io = 0;
        var busy = new[] { Hash(), Hash() };

        await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            await RoundTripAsync();
            Interlocked.Increment(ref io);
        }));

        // Each worker stops hashing only when it has seen all of the I/O done, so I/O that waited for a worker would wait for ever.
        Assert.All(await Task.WhenAll(busy).WaitAsync(Patience, Cancellation), Assert.True);

        Task<bool> Hash() => pool.RunAsync(_ => HashUntil(() => Volatile.Read(ref io) == 100), Cancellation);
    }

    [Fact]
    public async Task A_caller_that_cancels_before_its_turn_is_let_go_and_its_work_is_not_begun()
    {
        await using var pool = new CpuPool(workers: 1);
        using var blocked = new Blocker(pool);
        using var impatient = new CancellationTokenSource();
        var begun = false;
        var work = pool.RunAsync(_ => begun = true, impatient.Token);

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.WaitAsync(Patience, Cancellation));
        blocked.Release();
        await pool.RunAsync(_ => 0, Cancellation);
        Assert.False(begun);
    }

    [Fact]
    public async Task Work_that_heeds_its_token_ends_as_cancelled()
    {
        await using var pool = new CpuPool(workers: 1);
        using var stop = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var work = pool.RunAsync<int>(
            token =>
            {
                begun.SetResult();
                token.WaitHandle.WaitOne(Patience);
                token.ThrowIfCancellationRequested();
                return 0;
            },
            stop.Token);
        await begun.Task.WaitAsync(Patience, Cancellation);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
    }

    [Fact]
    public async Task A_full_queue_makes_the_asker_wait_until_there_is_a_place()
    {
        await using var pool = new CpuPool(workers: 1);
        using var blocked = new Blocker(pool);
        var queued = Enumerable.Range(0, CpuPool.QueueCapacity).Select(i => pool.RunAsync(_ => i, Cancellation)).ToArray();

        var oneMore = pool.RunAsync(_ => -1, Cancellation);

        Assert.Equal(CpuPool.QueueCapacity, pool.Waiting);
        Assert.False(oneMore.IsCompleted);
        blocked.Release();
        Assert.Equal(-1, await oneMore.WaitAsync(Patience, Cancellation));
        Assert.Equal(Enumerable.Range(0, CpuPool.QueueCapacity), await Task.WhenAll(queued));
    }

    [Fact]
    public async Task Disposal_cancels_what_waits_in_the_queue_and_before_it_but_not_what_runs()
    {
        var pool = new CpuPool(workers: 1);
        using var blocked = new Blocker(pool);
        var waiting = Enumerable.Range(0, CpuPool.QueueCapacity + 1).Select(_ => pool.RunAsync(_ => 0, Cancellation)).ToArray();

        await pool.DisposeAsync();

        foreach (var work in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.WaitAsync(Patience, Cancellation));
        }

        blocked.Release();
        Assert.True(await blocked.Work.WaitAsync(Patience, Cancellation));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.RunAsync(_ => 0, Cancellation));
        await pool.DisposeAsync();
    }

    private static bool HashUntil(Func<bool> done)
    {
        var data = new byte[1 << 20];
        var hashed = 0;
        var started = TimeProvider.System.GetTimestamp();
        while (!done() || TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMilliseconds(100))
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
                return false;

            SHA256.HashData(data);
            hashed++;
        }

        return hashed > 0;
    }

    private static async Task RoundTripAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, Cancellation);
        using var server = await listener.AcceptTcpClientAsync(Cancellation);
        await client.GetStream().WriteAsync("ping"u8.ToArray(), Cancellation);
        await server.GetStream().ReadExactlyAsync(new byte[4], Cancellation);
    }

    private static void InterlockedMax(ref int most, int now)
    {
        for (var seen = Volatile.Read(ref most); now > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, now, seen);
        }
    }

    /// <summary>Keeps one worker busy until it is released.</summary>
    private sealed class Blocker : IDisposable
    {
        private readonly ManualResetEventSlim _release = new();

        public Blocker(CpuPool pool)
        {
            using var begun = new ManualResetEventSlim();
            Work = pool.RunAsync(
                token =>
                {
                    begun.Set();
                    return _release.Wait(Patience, token);
                },
                CancellationToken.None);
            Assert.True(begun.Wait(Patience, Cancellation));
        }

        public Task<bool> Work { get; }

        public void Release() => _release.Set();

        public void Dispose()
        {
            _release.Set();
            _release.Dispose();
        }
    }
}
