using System.Buffers.Binary;
using System.Diagnostics;

namespace Lapwing.Storage.Tests.Wal;

/// <summary>A process that appends what is numbered and says each number that is acknowledged, until it is killed.</summary>
/// <param name="to">To what: <c>log</c> or <c>store</c>.</param>
internal sealed class AppendingProcess(string to = "log") : IDisposable
{
    private readonly Process _process = Process.Start(
        new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Lapwing.Storage.Crash")) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <summary>Lets it append from a number on.</summary>
    public async Task BeginAsync(string folder, long first)
    {
        await _process.StandardInput.WriteLineAsync($"{to} {first} {folder}");
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Kills it when it has acknowledged so many bytes of numbers and gone on a little, and returns the last it acknowledged.</summary>
    public async Task<long> KillAfterAsync(int records, CancellationToken cancellation)
    {
        var said = _process.StandardOutput.BaseStream;
        var buffer = new byte[sizeof(long) * records];
        await said.ReadExactlyAsync(buffer, cancellation);
        _process.Kill();
        using var rest = new MemoryStream();
        await said.CopyToAsync(rest, cancellation);
        await _process.WaitForExitAsync(cancellation);
        byte[] all = [.. buffer, .. rest.ToArray()];
        return BinaryPrimitives.ReadInt64LittleEndian(all.AsSpan((all.Length / sizeof(long) * sizeof(long)) - sizeof(long)));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
