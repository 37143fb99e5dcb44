using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Lapwing.EndToEnd.Tests;

/// <summary>
/// A world, a server that watches it, and windows on its page. However a test uses the page, it must log no error, throw nothing and ask no
/// other host for anything.
/// </summary>
public abstract class DashboardTests(Browser browser) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly List<IBrowserContext> _windows = [];

    protected World World { get; private set; } = null!;

    protected LapwingProgram Lapwing { get; private set; } = null!;

    /// <summary>Two APIs, a database and a file. No rule looks at times and rates, which depend on how busy the machine is.</summary>
    protected virtual string Config => $$"""
        defaults: { interval: 1s }
        apis:
          - { name: orders, url: "{{World.Url("/orders")}}" }
          - { name: health, url: "{{World.Url("/health")}}", interval: 1h, labels: { team: platform } }
        databases:
          - { name: shop, engine: sqlite, connection: "{{World.DatabasePath}}" }
        files:
          - { name: log, path: "{{World.LogPath}}" }
        builtin_rules: { high_response_time: false, low_query_performance: false }
        """;

    public async ValueTask InitializeAsync()
    {
        World = await World.StartAsync();
        await File.WriteAllTextAsync(World["lapwing.yml"], Config);
        Lapwing = new(World["lapwing.yml"], World["data"]);
        await Lapwing.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var window in _windows)
        {
            await window.CloseAsync();
        }

        await Lapwing.DisposeAsync();
        await World.DisposeAsync();
        Assert.Empty(_faults);
    }

    /// <summary>A page, loaded, in a window of its own. Default: 1280 x 800, English, light.</summary>
    protected async Task<DashboardPage> OpenAsync(BrowserNewContextOptions? options = null, string path = "")
    {
        var window = await browser.OpenAsync(options ?? new() { Locale = "en-GB", ColorScheme = ColorScheme.Light });
        _windows.Add(window);
        await window.RouteAsync(url => !IsOurs(url), RefuseAsync);
        var page = await window.NewPageAsync();
        page.Console += (_, message) => Report(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Report(true, error);
        page.WebSocket += (_, socket) => Report(!IsOurs(socket.Url), $"a socket to {socket.Url}");
        await page.GotoAsync(new Uri(Lapwing.Url, path).ToString());
        return new(page);
    }

    /// <summary>Whether what the browser logged is a fault of the page.</summary>
    protected virtual bool IsFault(string message) => true;

    private bool IsOurs(string url) => new Uri(url).Authority == Lapwing.Url.Authority;

    private Task RefuseAsync(IRoute route)
    {
        Report(true, $"a request to {route.Request.Url}");
        return route.AbortAsync();
    }

    private void Report(bool isWrong, string message)
    {
        if (isWrong && IsFault(message))
            _faults.Enqueue(message);
    }
}
