using Lapwing.Testing;

namespace Lapwing.Fuzz;

/// <summary>A run for a person who waits: it ends after a time, and what it found is in a file that can be run again.</summary>
internal static class FuzzSession
{
    /// <summary>Whether the target stood it all.</summary>
    public static async Task<bool> RunAsync(string name, IReadOnlyList<byte[]> corpus, TimeSpan duration, int seed)
    {
        var time = TimeProvider.System;
        var folder = Repository.Path("artifacts/fuzz");
        Directory.CreateDirectory(folder);
        var last = Path.Combine(folder, $"{name}-last");
        using var kept = File.OpenHandle(last, FileMode.Create, FileAccess.Write);
        // An overflow of the stack or the memory ends the process: then the input is in this file.
        using var target = FuzzTargets.Create(name);
        var run = new FuzzRun(name, target, corpus, seed, time) { Keep = input => Write(kept, input) };
        Console.WriteLine($"{name}: {duration.TotalSeconds} s, seed {seed}; the input under way is in {last}");

        var began = time.GetTimestamp();
        var found = await run.RunAsync(_ => time.GetElapsedTime(began) < duration);
        Console.WriteLine($"{name}: {run.Inputs} inputs, {run.Ways} ways; "
            + $"the longest took {run.Longest.TotalMilliseconds:0} ms, the largest allocated {run.Largest >> 10} KiB");
        if (found is null)
            return true;

        Console.WriteLine($"FAILED: {found.Problem}\nRun it again: Lapwing.Fuzz {found.Target} {found.Save(folder)}");
        return false;
    }

    private static void Write(Microsoft.Win32.SafeHandles.SafeFileHandle file, ReadOnlySpan<byte> input)
    {
        RandomAccess.SetLength(file, input.Length);
        RandomAccess.Write(file, input, 0);
    }
}
