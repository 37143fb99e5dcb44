using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lapwing.EndToEnd.Tests;

public sealed class ProblemTests(Browser browser) : DashboardTests(browser)
{
    [Fact]
    public async Task A_target_that_breaks_stands_above_all_others_with_the_reason_until_it_heals()
    {
        var page = await OpenAsync();
        await Expect(page.Page.GetByText("All 4 targets healthy")).ToBeVisibleAsync();

        World.Status = 503;
        var problem = page.Problems.GetByRole(AriaRole.Link).Filter(new() { HasText = "orders" });
        await Expect(problem).ToContainTextAsync("status is 503, expected 200-299");
        await Expect(page.Page).ToHaveTitleAsync("(1) Lapwing");
        await Expect(page.Tile("orders")).ToContainTextAsync("Not as expected");
        Assert.True(await TopAsync(problem) < await TopAsync(page.Group("APIs")));

        World.Status = 200;
        await Expect(page.Problems).ToHaveCountAsync(0);
        await Expect(page.Tile("orders")).ToContainTextAsync("Healthy");
        await Expect(page.Page).ToHaveTitleAsync("Lapwing");
    }

    [Fact]
    public async Task A_value_beyond_its_threshold_is_an_alert_with_both_numbers_until_it_is_not()
    {
        var page = await OpenAsync();
        World.ResizeLog(8_000_000);
        var alert = page.Problems.GetByRole(AriaRole.Link).Filter(new() { HasText = "log" });
        await Expect(alert).ToContainTextAsync("large_file_size");
        await Expect(alert).ToContainTextAsync(new Regex(@"8.MB\s*>\s*5\.24.MB"));
        await Expect(page.Tile("log")).ToContainTextAsync("Alert");

        World.ResizeLog(0);
        await Expect(page.Problems).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_panel_of_a_broken_target_shows_what_was_expected_and_what_came()
    {
        World.Status = 503;
        World.Body = "the shop is closed";
        var page = await OpenAsync();
        // Before the first run that got an answer, one may have found the server too slow.
        await page.Problems.GetByRole(AriaRole.Link).Filter(new() { HasText = "orders" }).Filter(new() { HasText = "status is 503" }).ClickAsync();

        // The failure that was the last when the panel opened lies open; those that follow do not.
        await Expect(page.Panel.GetByText("What did not hold").Filter(new() { Visible = true })).ToBeVisibleAsync();
        await Expect(page.Panel.GetByText("the shop is closed").Filter(new() { Visible = true })).ToBeVisibleAsync();
    }

    private static async Task<float> TopAsync(ILocator element) => (await element.BoundingBoxAsync())!.Y;
}
