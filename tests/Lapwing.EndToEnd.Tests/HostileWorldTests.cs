using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lapwing.EndToEnd.Tests;

/// <summary>
/// Names come from configurations and messages from watched servers: whatever they say is text, and has its place however long it is.
/// </summary>
public sealed class HostileWorldTests(Browser browser) : DashboardTests(browser)
{
    private const string Markup = """<img src=x onerror="document.title='taken'"><b>bold</b>{{7*7}}""";
    private static readonly string Long = string.Concat(Enumerable.Repeat("averylongnamewithoutanyspace", 12));

    protected override string Config => $$"""
        defaults: { interval: 1s }
        apis:
          - name: {{Quote(Markup)}}
            url: "{{World.Url("/a")}}"
            labels: { owner: {{Quote(Markup)}} }
            expect: { body: { json: { "$.status": ok } } }
          - name: "{{Long}}"
            url: "{{World.Url("/b")}}?{{Long}}"
            expect: { body: { json: { "$.status": "{{Long}}" } } }
        files:
          - { name: "../../etc/passwd?x=1#y&z=%2F", path: "{{World.LogPath}}" }
        builtin_rules: { high_response_time: false }
        """;

    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task What_others_write_is_text_and_does_not_break_the_page(int width)
    {
        World.Body = JsonSerializer.Serialize(new { status = Markup + Long });
        var page = await OpenAsync(new() { Locale = "en-GB", ViewportSize = new() { Width = width, Height = 800 } });
        await Expect(page.Problems.GetByText(Markup).First).ToBeVisibleAsync();
        await Expect(page.Tile(Long)).ToContainTextAsync("Not as expected");
        await page.FitsAsync();

        foreach (var name in (string[])[Markup, Long, "../../etc/passwd?x=1#y&z=%2F"])
        {
            await page.Tile(name).ClickAsync();
            await Expect(page.Panel.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true })).ToBeVisibleAsync();
            await Expect(page.Panel.GetByText("Last results")).ToBeVisibleAsync();
            await page.FitsAsync();
            await page.Page.Keyboard.PressAsync("Escape");
            await Expect(page.Panel).ToHaveCountAsync(0);
        }

        await Expect(page.Page).ToHaveTitleAsync("(2) Lapwing");
        await Expect(page.Page.Locator("[onerror], main b")).ToHaveCountAsync(0);
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
