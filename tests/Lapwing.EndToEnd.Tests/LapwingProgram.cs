using Lapwing.Testing;

namespace Lapwing.EndToEnd.Tests;

/// <summary>The program as a user starts it, on a port that stays its own when it is stopped and started again.</summary>
public sealed class LapwingProgram(string config, string data) : IAsyncDisposable
{
    private readonly int _port = ServerProcess.FreePort();
    private ServerProcess? _process;

    public Uri Url => new($"http://127.0.0.1:{_port}/");

    public async Task StartAsync() => _process = await ServerProcess.StartAsync(
        Path.Combine(AppContext.BaseDirectory, "lapwing"),
        ["run", "--config", config, "--data", data, "--listen", Url.Authority],
        IsReadyAsync);

    public async Task StopAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _process = null;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task IsReadyAsync()
    {
        using var http = new HttpClient();
        await http.GetStringAsync(new Uri(Url, "-/ready"));
    }
}
