using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lapwing.EndToEnd.Tests;

public sealed class PreferenceTests(Browser browser) : DashboardTests(browser)
{
    [Fact]
    public async Task The_page_speaks_the_language_of_the_browser()
    {
        var page = await OpenAsync(new() { Locale = "zh-CN" });
        await Expect(page.Group("数据库")).ToBeVisibleAsync();
        await Expect(page.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
    }

    [Fact]
    public async Task A_language_that_was_chosen_is_kept_over_a_reload()
    {
        var page = await OpenAsync();
        await page.Button("简体中文").ClickAsync();
        await Expect(page.Tile("orders")).ToContainTextAsync("健康");
        await page.Page.ReloadAsync();
        await Expect(page.Group("文件")).ToBeVisibleAsync();

        await page.Button("English").ClickAsync();
        await page.Page.ReloadAsync();
        await Expect(page.Group("Files")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Colours_follow_the_system_until_others_are_chosen_and_then_stay()
    {
        var page = await OpenAsync(new() { Locale = "en-GB", ColorScheme = ColorScheme.Dark });
        await ExpectColoursAsync(page, dark: true);
        await page.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await ExpectColoursAsync(page, dark: false);

        await page.Button("Dark").ClickAsync();
        await ExpectColoursAsync(page, dark: true);
        await page.Page.ReloadAsync();
        await ExpectColoursAsync(page, dark: true);
    }

    /// <summary>What the eye sees, not which style sheet is in force: the ground darker than the text, or lighter.</summary>
    private static async Task ExpectColoursAsync(DashboardPage page, bool dark) => await page.Page.WaitForFunctionAsync("""
        dark => {
            const light = colour => colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
            const { color, backgroundColor } = getComputedStyle(document.body);
            return (light(backgroundColor) < light(color)) === dark;
        }
        """, dark);
}
