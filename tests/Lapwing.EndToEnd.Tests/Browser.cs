using Lapwing.Testing;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Lapwing.EndToEnd.Tests.Browser))]

namespace Lapwing.EndToEnd.Tests;

/// <summary>One Chromium of this machine for all tests; each opens windows of its own in it. No browser is ever downloaded.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>How long a test waits for what it expects to see: only ever used up by a failure.</summary>
    private const float Patience = 20_000;

    private IPlaywright _playwright = null!;
    private IBrowser _chromium = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = ServerProcess.Find("chromium", "/usr/bin/chromium"),
            Args = ["--disable-gpu", "--disable-quic"],
        });
        Assertions.SetDefaultExpectTimeout(Patience);
    }

    /// <summary>A window with storage of its own, as of a reader who comes for the first time.</summary>
    public async Task<IBrowserContext> OpenAsync(BrowserNewContextOptions options)
    {
        var context = await _chromium.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        _playwright.Dispose();
    }
}
