namespace Lapwing.EndToEnd.Tests;

public sealed class PolicyTests(Browser browser) : DashboardTests(browser)
{
    [Fact]
    public async Task The_page_runs_no_code_that_is_not_its_own()
    {
        var page = (await OpenAsync()).Page;
        var refused = page.EvaluateAsync<string>(
            "new Promise(resolve => addEventListener('securitypolicyviolation', event => resolve(event.effectiveDirective)))");
        await page.EvaluateAsync(
            "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = true' }))");
        Assert.Equal("script-src-elem", await refused);
        Assert.False(await page.EvaluateAsync<bool>("'ran' in window"));
    }

    /// <summary>The refusal, which a browser logs as an error, is what the test wants.</summary>
    protected override bool IsFault(string message) => !message.Contains("inline script", StringComparison.Ordinal);
}
