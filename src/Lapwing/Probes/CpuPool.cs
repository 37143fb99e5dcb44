using System.Collections.Concurrent;

namespace Lapwing.Probes;

/// <summary>
/// Runs work that is bound to the CPU (checksums, regular expressions over big files, decompression) on a few threads of its own,
/// so that it never stands in the way of I/O. Work waits in a bounded queue; a full queue makes the asker wait, never the I/O threads.
/// Work that takes long is best asked for in slices of some milliseconds, so that others get their turn between them.
/// </summary>
/// <remarks>Any thread may ask. Disposal cancels what waits; work under way runs to its end, and nobody waits for it.</remarks>
internal sealed class CpuPool : IAsyncDisposable
{
    /// <summary>Work waiting at most. Far more than targets can sensibly ask for at once; it only bounds memory.</summary>
    public const int QueueCapacity = 1024;

    private readonly SemaphoreSlim _places = new(QueueCapacity);

    // Not a channel: its readers are woken by way of the thread pool, and this pool must go on when that one is busy.
    private readonly BlockingCollection<Job> _queue = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <param name="workers">Number of threads; by default 4 or the number of cores, whichever is less.</param>
    public CpuPool(int? workers = null)
    {
        Workers = workers ?? Math.Min(4, Environment.ProcessorCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(Workers, 1, nameof(workers));
        for (var i = 0; i < Workers; i++)
        {
            new Thread(Work) { IsBackground = true, Name = $"cpu-pool-{i}" }.UnsafeStart();
        }
    }

    public int Workers { get; }

    /// <summary>Work that no thread has taken up yet.</summary>
    public int Waiting => _queue.Count;

    /// <summary>
    /// Runs <paramref name="work"/> on the pool. An exception in it reaches the caller. A caller that cancels before the work has begun
    /// is let go at once and the work is not begun; after that it is for the work to heed the token.
    /// </summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        cancellation.ThrowIfCancellationRequested();
        if (!_places.Wait(TimeSpan.Zero, CancellationToken.None))
        {
            await WaitForPlaceAsync(cancellation);
        }

        var job = new Job<T>(work, cancellation);
        Enqueue(job);
        using (cancellation.UnsafeRegister(static job => ((Job)job!).CancelUnlessBegun(), job))
        {
            return await job.Result;
        }
    }

    public ValueTask DisposeAsync()
    {
        _stopping.Cancel();
        _queue.CompleteAdding();
        while (_queue.TryTake(out var job))
        {
            job.CancelUnlessBegun();
        }

        return ValueTask.CompletedTask;
    }

    private async Task WaitForPlaceAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stopping.Token);
        await _places.WaitAsync(either.Token);
    }

    private void Enqueue(Job job)
    {
        try
        {
            _queue.Add(job, CancellationToken.None);
        }
        catch (InvalidOperationException) when (_queue.IsAddingCompleted)
        {
            throw new ObjectDisposedException(nameof(CpuPool));
        }
    }

    private void Work()
    {
        foreach (var job in _queue.GetConsumingEnumerable())
        {
            _places.Release();
            job.Run();
        }
    }

    private abstract class Job
    {
        private int _taken;

        /// <summary>Only the first who asks gets the job: a worker to run it, or a canceller to drop it.</summary>
        protected bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

        public abstract void Run();

        public abstract void CancelUnlessBegun();
    }

    private sealed class Job<T>(Func<CancellationToken, T> work, CancellationToken cancellation) : Job
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Result => _done.Task;

        public override void Run()
        {
            if (!TryTake())
                return;

            try
            {
                _done.SetResult(work(cancellation));
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                _done.SetCanceled(cancellation);
            }
            catch (Exception e)
            {
                _done.SetException(e);
            }
        }

        public override void CancelUnlessBegun()
        {
            if (TryTake())
                _done.SetCanceled(cancellation);
        }
    }
}
