using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Lapwing.EndToEnd.Tests;

public sealed class ConnectionTests(Browser browser) : DashboardTests(browser)
{
    [Fact]
    public async Task A_server_that_stops_is_missed_and_one_that_comes_back_is_found()
    {
        var page = await OpenAsync();
        await Expect(page.Connection).ToHaveTextAsync("Live");

        await Lapwing.StopAsync();
        await Expect(page.Connection).ToHaveTextAsync(new Regex("Reconnecting|Connecting|Offline"));
        await Expect(page.Page.GetByText("Nothing heard from the server")).ToBeVisibleAsync();
        await Expect(page.Tile("orders")).ToBeVisibleAsync();

        await Lapwing.StartAsync();
        await Expect(page.Connection).ToHaveTextAsync("Live");
        await Expect(page.Page.GetByText("Nothing heard from the server")).ToHaveCountAsync(0);
        await DashboardPage.SeeChangeAsync(page.Tile("log").Locator(".value"));
    }

    [Fact]
    public async Task A_page_that_reaches_nothing_says_so_and_fills_once_it_reaches_anything()
    {
        var page = await OpenAsync();
        await page.Page.RouteAsync("**/api/**", route => route.AbortAsync());
        await page.Page.RouteWebSocketAsync(new Regex("/ws$"), socket => _ = socket.CloseAsync());
        await page.Page.ReloadAsync();
        await Expect(page.Page.GetByText("The server cannot be reached.")).ToBeVisibleAsync();

        // Still without a socket, as behind a proxy that lets none through.
        await page.Page.UnrouteAllAsync();
        await Expect(page.Tile("orders")).ToBeVisibleAsync();
    }

    /// <summary>A browser logs every connection that fails; here they are meant to.</summary>
    protected override bool IsFault(string message) => !message.Contains("net::ERR_", StringComparison.Ordinal);
}
