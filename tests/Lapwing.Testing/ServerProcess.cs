using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lapwing.Testing;

/// <summary>
/// A real server of this machine's distribution, private to a test run: in a folder of its own, on a free port of loopback.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly string _stopSignal;
    private readonly StringBuilder _output = new();

    private ServerProcess(Process process, string stopSignal)
    {
        _process = process;
        _stopSignal = stopSignal;
    }

    /// <summary>Starts it and waits until <paramref name="isUp"/> no longer throws.</summary>
    public static async Task<ServerProcess> StartAsync(
        string program, IEnumerable<string> arguments, Func<Task> isUp, string stopSignal = "TERM")
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var server = new ServerProcess(new() { StartInfo = start }, stopSignal);
        server._process.OutputDataReceived += server.Keep;
        server._process.ErrorDataReceived += server.Keep;
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        try
        {
            await server.WaitUntilUpAsync(isUp);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a program to its end; one that fails throws with what it said.</summary>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {string.Concat(texts)}");
    }

    /// <summary>The newest of the files that match, such as <c>/usr/lib/postgresql/*/bin/postgres</c>.</summary>
    public static string Find(string package, params string[] patterns) =>
        patterns.SelectMany(Matches).LastOrDefault()
        ?? throw new FileNotFoundException(
            $"There is no {string.Join(" nor ", patterns)} on this machine. "
            + $"Run the tests by `make test`, which installs {package}, or install it.");

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Ends it as a crash would.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, so that it leaves nothing behind (PostgreSQL has shared memory), and ends it if it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync();
        _process.Dispose();
    }

    private async Task StopAsync()
    {
        using var patience = new CancellationTokenSource(StopTime, TimeProvider.System);
        try
        {
            await RunAsync("sh", "-c", $"kill -{_stopSignal} {_process.Id}");
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
        {
            await KillAsync();
        }
    }

    private static IEnumerable<string> Matches(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            return File.Exists(pattern) ? [pattern] : [];
        var folder = pattern[..star];
        return Directory.Exists(folder)
            ? Directory.GetDirectories(folder).OrderBy(path => path.Length).ThenBy(path => path, StringComparer.Ordinal)
                .Select(path => path + pattern[(star + 1)..]).Where(File.Exists)
            : [];
    }

    private async Task WaitUntilUpAsync(Func<Task> isUp)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await isUp();
                return;
            }
            catch (Exception e)
            {
                if (_process.HasExited || Stopwatch.GetElapsedTime(started) > StartTime)
                    throw new InvalidOperationException($"{_process.StartInfo.FileName} did not come up: {LastWords()}", e);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private string LastWords()
    {
        lock (_output)
        {
            return _output.ToString(Math.Max(0, _output.Length - 2000), Math.Min(2000, _output.Length));
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }
}
