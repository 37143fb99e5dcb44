namespace Lapwing.Probes.Files;

/// <summary>
/// How much one round may read: a number of bytes and an amount of time, whichever is used up first. What is left waits for the next
/// round, so that a round ends well before its time-out however much there is to read.
/// </summary>
internal sealed class ReadBudget(TimeProvider time, long bytes, TimeSpan duration)
{
    /// <summary>Bytes read in one go on the CPU pool: a few milliseconds of work, so that other work gets its turn.</summary>
    private const long Slice = 4 << 20;

    private readonly long _started = time.GetTimestamp();
    private long _left = bytes;

    private bool IsSpent => _left <= 0 || time.GetElapsedTime(_started) > duration;

    /// <summary>
    /// Reads slice by slice on the pool until the file has no more or its share is used up. Files share equally, and what one leaves is
    /// shared by those after it: a big file cannot starve the others. The smallest comes first, so that nothing is left over.
    /// </summary>
    /// <param name="read">Reads up to so many bytes and returns how many; fewer when there are no more.</param>
    /// <param name="filesLeft">The number of files that still want to read, this one included.</param>
    /// <param name="cpu">Where the work is done.</param>
    /// <param name="cancellation">Ends the reading between two slices.</param>
    public async Task SpendAsync(Func<long, long> read, int filesLeft, CpuPool cpu, CancellationToken cancellation)
    {
        var share = _left / filesLeft;
        while (share > 0 && !IsSpent)
        {
            var wanted = Math.Min(share, Slice);
            var got = await cpu.RunAsync(_ => read(wanted), cancellation);
            _left -= got;
            share -= got;
            if (got < wanted)
                return;
        }
    }
}
