using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lapwing.EndToEnd.Tests;

/// <summary>The page, its parts named as a reader (or a screen reader) would name them.</summary>
public sealed class DashboardPage(IPage page)
{
    public IPage Page => page;

    public ILocator Connection => page.Locator("header").GetByRole(AriaRole.Status);

    public ILocator Problems => page.GetByRole(AriaRole.Region, new() { Name = "Problems" });

    public ILocator Filter => page.GetByRole(AriaRole.Textbox, new() { NameRegex = new("Filter") });

    /// <summary>The panel of a target.</summary>
    public ILocator Panel => page.GetByRole(AriaRole.Dialog);

    /// <summary>A kind of target: APIs, Databases, Files.</summary>
    public ILocator Group(string name) =>
        page.GetByRole(AriaRole.Region, new() { NameRegex = new($"^{Regex.Escape(name)}") });

    /// <summary>A target wherever it stands, but not its problem.</summary>
    public ILocator Tile(string name) =>
        page.GetByRole(AriaRole.Listitem)
            .Filter(new() { Has = page.GetByTitle(name, new() { Exact = true }) })
            .GetByRole(AriaRole.Link);

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Waits until a chart has a newer point, as its tooltip tells: a line that only moves on does not count.</summary>
    public static async Task SeeGrowAsync(ILocator chart)
    {
        var area = chart.Locator(".u-over");
        var size = (await area.BoundingBoxAsync())!;
        await area.HoverAsync(new() { Position = new() { X = size.Width - 1, Y = size.Height / 2 } });
        var tooltip = chart.Locator(".chart-tooltip");
        await Expect(tooltip).ToBeVisibleAsync();
        await SeeChangeAsync(tooltip);
    }

    /// <summary>Waits until an element says something else than it says now.</summary>
    public static async Task SeeChangeAsync(ILocator element) =>
        await Expect(element).Not.ToHaveTextAsync(await element.InnerTextAsync());

    /// <summary>That nobody needs to scroll sideways, neither the page nor the panel.</summary>
    public async Task FitsAsync() => Assert.Empty(await page.EvaluateAsync<string[]>("""
        [document.documentElement, ...document.querySelectorAll('dialog .content')]
            .filter(element => element.scrollWidth > element.clientWidth)
            .map(element => `${element.tagName} is ${element.scrollWidth - element.clientWidth} px too wide`)
        """));
}
