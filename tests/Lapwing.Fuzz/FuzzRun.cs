using Lapwing.Fuzz.Mutation;

namespace Lapwing.Fuzz;

/// <summary>
/// Feeds a target with its corpus and then with mutations, one after the other on a thread of its own, until it fails or is to end.
/// </summary>
internal sealed class FuzzRun(string name, IFuzzTarget target, IReadOnlyList<byte[]> corpus, int seed, TimeProvider time)
{
    /// <summary>Far more than any input of a megabyte should take, and than a busy machine adds to it.</summary>
    private static readonly TimeSpan LongestInput = TimeSpan.FromSeconds(10);

    /// <summary>Far more than any input of a megabyte should allocate.</summary>
    private const long LargestAllocation = 512 << 20;

    /// <summary>What .NET gives the threads of its pool where the system says nothing else.</summary>
    private const int StackSize = 1536 * 1024;

    private readonly TaskCompletionSource<Finding?> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Mutator _mutator = new(new Random(seed), target.Words);
    private readonly HashSet<long> _amounts = [];
    private readonly Population _population = new(corpus);
    private byte[] _input = [];
    private long _began;

    /// <summary>Inputs fed so far.</summary>
    public int Inputs { get; private set; }

    /// <summary>The longest that one took.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>The most bytes that one allocated.</summary>
    public long Largest { get; private set; }

    /// <summary>Inputs that went new ways.</summary>
    public int Ways => _amounts.Count;

    /// <summary>
    /// Whether an input that made the target allocate an amount not seen before, so that it seems to have gone a way not gone before, is
    /// mutated further. Without that, the same seed and corpus give the same inputs.
    /// </summary>
    public bool IsGuided { get; init; } = true;

    /// <summary>Is shown each input before it is fed: to keep it where an end of the process leaves it.</summary>
    public Action<ReadOnlySpan<byte>>? Keep { get; init; }

    /// <summary>The first failure; null when there was none as long as <paramref name="goOn"/> said so.</summary>
    public async Task<Finding?> RunAsync(Func<FuzzRun, bool> goOn)
    {
        Volatile.Write(ref _began, time.GetTimestamp());
        new Thread(() => Work(goOn), StackSize) { IsBackground = true, Name = $"fuzz-{name}" }.Start();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200), time);
        while (!_done.Task.IsCompleted)
        {
            await Task.WhenAny(_done.Task, timer.WaitForNextTickAsync().AsTask());
            if (!_done.Task.IsCompleted && time.GetElapsedTime(Volatile.Read(ref _began)) > LongestInput)
                return Failed($"still at work after {LongestInput.TotalSeconds} s");
        }

        return await _done.Task;
    }

    private void Work(Func<FuzzRun, bool> goOn)
    {
        try
        {
            Finding? found = null;
            foreach (var input in corpus)
            {
                found ??= Feed(input);
            }

            while (found is null && goOn(this))
            {
                found = Feed(_mutator.Mutate(_population));
            }

            _done.SetResult(found);
        }
        catch (Exception e)
        {
            _done.SetException(e);
        }
    }

    private Finding? Feed(byte[] input)
    {
        _input = input;
        Keep?.Invoke(input);
        Volatile.Write(ref _began, time.GetTimestamp());
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Run(input);
        }
        catch (Exception e)
        {
            return Failed(e.ToString());
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Note(allocated, time.GetElapsedTime(_began));
        return allocated > LargestAllocation ? Failed($"allocated {allocated} bytes") : null;
    }

    private void Note(long allocated, TimeSpan took)
    {
        Inputs++;
        Longest = took > Longest ? took : Longest;
        Largest = Math.Max(allocated, Largest);
        if (_amounts.Add(allocated) && IsGuided)
            _population.Add(_input);
    }

    private Finding Failed(string problem) => new(name, _input, problem);
}
