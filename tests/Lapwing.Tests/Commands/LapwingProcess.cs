using System.Diagnostics;
using Lapwing.Testing;

namespace Lapwing.Tests.Commands;

/// <summary>The real executable, as a process of its own.</summary>
internal sealed class LapwingProcess : IAsyncDisposable
{
    /// <summary>Far more than anything takes; only a test that fails waits so long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private LapwingProcess(string folder, string[] arguments)
    {
        _process = new()
        {
            StartInfo = new(Path.Combine(AppContext.BaseDirectory, "lapwing"), arguments)
            {
                WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
            },
        };
        _process.OutputDataReceived += (_, line) => Output.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Errors.Add(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>A client of it, once it runs.</summary>
    public HttpClient Http { get; } = new();

    public ProcessLines Output { get; } = new();

    public ProcessLines Errors { get; } = new();

    /// <param name="folder">Where it runs.</param>
    /// <param name="arguments">Its command line.</param>
    public static LapwingProcess Start(string folder, params string[] arguments) => new(folder, arguments);

    /// <summary>Runs <c>lapwing.yml</c> of a folder on a free port, and waits until it is ready.</summary>
    public static async Task<LapwingProcess> RunAsync(string folder, params string[] more)
    {
        var process = Start(folder, ["run", "--listen", "127.0.0.1:0", .. more]);
        try
        {
            var line = await process.Output.WaitAsync("is watching; open ");
            process.Http.BaseAddress = new(line[line.IndexOf("http", StringComparison.Ordinal)..].Split(", ")[0]);
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a signal: <c>TERM</c>, <c>INT</c>, <c>HUP</c>.</summary>
    public Task SignalAsync(string signal) => ServerProcess.RunAsync("sh", "-c", $"kill -{signal} {_process.Id}");

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TimeProvider.System);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Http.Dispose();
    }
}
