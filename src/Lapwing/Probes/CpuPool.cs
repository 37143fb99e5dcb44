using System.Threading.Channels;

namespace Lapwing.Probes;

/// <summary>
/// Runs work that is bound to the CPU (checksums, regular expressions over big files, decompression) on a few threads of its own,
/// so that it never stands in the way of I/O. Work waits in a bounded queue; a full queue makes the asker wait, never the I/O threads.
/// </summary>
internal sealed class CpuPool : IAsyncDisposable
{
    /// <summary>Work waiting at most. Far more than targets can sensibly ask for at once; it only bounds memory.</summary>
    private const int QueueCapacity = 1024;

    private readonly Channel<Action> _queue = Channel.CreateBounded<Action>(QueueCapacity);
    private readonly Thread[] _workers;

    /// <param name="workers">Number of threads; by default 4 or the number of cores, whichever is less.</param>
    public CpuPool(int? workers = null)
    {
        _workers = new Thread[workers ?? Math.Min(4, Environment.ProcessorCount)];
        for (var i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new Thread(Work) { IsBackground = true, Name = $"cpu-pool-{i}" };
            _workers[i].UnsafeStart();
        }
    }

    public int Workers => _workers.Length;

    /// <summary>Runs <paramref name="work"/> on the pool. An exception in it reaches the caller; a cancelled caller's work is not begun.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync(() => Complete(done, work, cancellation), cancellation);
        return await done.Task;
    }

    public ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    private static void Complete<T>(TaskCompletionSource<T> done, Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            done.TrySetCanceled(cancellation);
            return;
        }

        try
        {
            done.TrySetResult(work(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            done.TrySetCanceled(cancellation);
        }
        catch (Exception e)
        {
            done.TrySetException(e);
        }
    }

    private void Work()
    {
        // Blocking is right here: these threads have nothing else to do, and are not the thread pool's.
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_queue.Reader.TryRead(out var work))
            {
                work();
            }
        }
    }
}
