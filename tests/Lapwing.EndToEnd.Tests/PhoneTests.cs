using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lapwing.EndToEnd.Tests;

public sealed class PhoneTests(Browser browser) : DashboardTests(browser)
{
    [Theory]
    [InlineData("en-GB")]
    [InlineData("zh-CN")]
    public async Task Nothing_is_wider_than_a_small_phone(string locale)
    {
        World.Status = 503;
        var page = await OpenAsync(new() { Locale = locale, ViewportSize = new() { Width = 320, Height = 640 }, HasTouch = true, IsMobile = true });
        await Expect(page.Page.Locator("#problems")).ToHaveCountAsync(1);
        await page.FitsAsync();

        await page.Tile("orders").TapAsync();
        await Expect(page.Panel.GetByRole(AriaRole.Heading, new() { Name = "orders" })).ToBeVisibleAsync();
        await Expect(page.Panel.GetByRole(AriaRole.Table).First).ToBeVisibleAsync();
        await page.FitsAsync();
    }
}
