using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lapwing.EndToEnd.Tests;

public sealed class OverviewTests(Browser browser) : DashboardTests(browser)
{
    [Theory]
    [InlineData("APIs", "orders", "ms")]
    [InlineData("Databases", "shop", "queries/s")]
    [InlineData("Files", "log", "B")]
    public async Task A_target_stands_in_its_group_with_its_state_and_value(string group, string name, string unit)
    {
        var page = await OpenAsync();
        var tile = page.Group(group).GetByRole(AriaRole.Link).Filter(new() { HasText = name });
        await Expect(tile).ToContainTextAsync("Healthy");
        await Expect(tile.Locator(".value")).ToContainTextAsync(unit);
        await Expect(tile.Locator(".value")).ToHaveTextAsync(new Regex(@"^[\d.]+"));
    }

    [Fact]
    public async Task Values_move_and_lines_grow_by_themselves()
    {
        var page = await OpenAsync();
        foreach (var name in (string[])["orders", "shop", "log"])
        {
            await DashboardPage.SeeChangeAsync(page.Tile(name).Locator(".value"));
            await DashboardPage.SeeGrowAsync(page.Tile(name));
        }
    }

    [Fact]
    public async Task A_filter_leaves_what_has_a_label_and_is_part_of_the_address()
    {
        var page = await OpenAsync();
        await page.Filter.FillAsync("team=platform");
        await Expect(page.Tile("orders")).ToHaveCountAsync(0);
        await Expect(page.Tile("health")).ToBeVisibleAsync();
        await page.Page.ReloadAsync();
        await Expect(page.Tile("health")).ToBeVisibleAsync();
        await Expect(page.Tile("orders")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_target_opens_to_its_windows_and_results_and_has_an_address_of_its_own()
    {
        var page = await OpenAsync();
        await page.Tile("orders").ClickAsync();
        await Expect(page.Panel.GetByRole(AriaRole.Heading, new() { Name = "orders" })).ToBeVisibleAsync();
        await Expect(page.Panel.GetByRole(AriaRole.Rowheader, new() { Name = "last 10" })).ToBeVisibleAsync();
        await Expect(page.Panel).ToContainTextAsync("Last results");
        await DashboardPage.SeeGrowAsync(page.Panel);

        var other = await OpenAsync(path: new Uri(page.Page.Url).Fragment);
        await Expect(other.Panel.GetByRole(AriaRole.Heading, new() { Name = "orders" })).ToBeVisibleAsync();
    }
}
