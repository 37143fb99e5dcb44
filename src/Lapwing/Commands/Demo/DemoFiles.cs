using System.Globalization;
using System.Text;

namespace Lapwing.Commands.Demo;

/// <summary>
/// A log that really grows, past the 5 MiB of the built-in rule, and is rotated then; and a folder into which an export comes now and then.
/// </summary>
internal sealed class DemoFiles(string folder, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    /// <summary>The log passes 5 MiB after some 20 s and is rotated some 4 s later.</summary>
    private const int LinesPerBeat = 550;

    private const long RotateAt = 6_400_000;

    private const int ExportsKept = 5;

    private readonly CancellationTokenSource _stop = new();
    private Task _growth = Task.CompletedTask;

    public string Log => Path.Combine(folder, "shop.log");

    public string Exports => Path.Combine(folder, "exports", "*.csv");

    public void Start()
    {
        Directory.CreateDirectory(Path.Combine(folder, "exports"));
        _growth = Task.Run(GrowAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _growth;
        _stop.Dispose();
    }

    private async Task GrowAsync()
    {
        using var timer = new PeriodicTimer(Beat, time);
        var beats = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await File.AppendAllTextAsync(Log, Lines(), _stop.Token);
                if (new FileInfo(Log).Length > RotateAt)
                    File.Move(Log, Log + ".1", overwrite: true);
                if (beats++ % 50 == 0)
                    await ExportAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The demo ends.
        }
    }

    private string Lines()
    {
        var text = new StringBuilder();
        var now = time.GetUtcNow();
        for (var i = 0; i < LinesPerBeat; i++)
        {
            var level = Random.Shared.Next(200) == 0 ? "ERROR" : "INFO";
            text.Append(CultureInfo.InvariantCulture, $"{now:O} {level} order {Random.Shared.Next(100_000)} changed\n");
        }

        return text.ToString();
    }

    private async Task ExportAsync()
    {
        var exports = Path.Combine(folder, "exports");
        await File.WriteAllTextAsync(Path.Combine(exports, $"{time.GetUtcNow():yyyyMMdd-HHmmss}.csv"), "id,amount\n1,19.90\n", _stop.Token);
        foreach (var old in Directory.GetFiles(exports, "*.csv").Order().SkipLast(ExportsKept))
        {
            File.Delete(old);
        }
    }
}
