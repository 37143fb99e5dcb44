using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lapwing.EndToEnd.Tests;

public sealed class KeyboardTests(Browser browser) : DashboardTests(browser)
{
    [Fact]
    public async Task Everything_is_reached_by_the_tabulator_in_the_order_of_reading()
    {
        var page = await OpenAsync();
        await Expect(page.Tile("log")).ToBeVisibleAsync();
        ILocator[] stops =
        [
            page.Page.GetByText("Skip to the content"), page.Button("English"), page.Button("简体中文"), page.Button("Dark"),
            page.Filter, page.Tile("health"), page.Tile("orders"), page.Tile("shop"), page.Tile("log"),
        ];
        foreach (var stop in stops)
        {
            await TabToAsync(page, stop);
        }
    }

    [Fact]
    public async Task A_target_opens_and_closes_by_keys_and_leaves_the_reader_where_he_was()
    {
        var page = await OpenAsync();
        await page.Tile("shop").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Panel.GetByRole(AriaRole.Heading, new() { Name = "shop" })).ToBeVisibleAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(page.Panel).ToHaveCountAsync(0);
        await Expect(page.Tile("shop")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_slash_begins_a_filter_and_Escape_ends_it()
    {
        var page = await OpenAsync();
        await Expect(page.Tile("shop")).ToBeVisibleAsync();
        await page.Page.Keyboard.PressAsync("/");
        await page.Page.Keyboard.TypeAsync("shop.log");
        await Expect(page.Tile("shop")).ToHaveCountAsync(0);
        await Expect(page.Tile("log")).ToBeVisibleAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(page.Tile("shop")).ToBeVisibleAsync();
    }

    /// <summary>Presses the tabulator until it arrives, and says where it got instead.</summary>
    private static async Task TabToAsync(DashboardPage page, ILocator stop)
    {
        const int MostStopsBetween = 10;
        for (var i = 0; i < MostStopsBetween; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            if (await stop.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
        }

        Assert.Fail($"{stop} is not reached; the focus is at {await page.Page.EvaluateAsync<string>("document.activeElement.outerHTML")}");
    }
}
