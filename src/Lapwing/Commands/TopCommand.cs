using System.CommandLine;
using System.CommandLine.Parsing;
using Lapwing.Commands.Top;
using Spectre.Console;

namespace Lapwing.Commands;

/// <summary><c>lapwing top</c>: the targets of a running server, live in the terminal, problems first.</summary>
internal static class TopCommand
{
    public static Command Create()
    {
        var url = new Option<Uri>("--url", "-u")
        {
            Description = "The server.",
            DefaultValueFactory = _ => new("http://127.0.0.1:8000"),
            CustomParser = ParseUrl,
        };
        var once = new Option<bool>("--once") { Description = "Print once and end." };
        var command = new Command("top", "Show a running server live in the terminal.") { url, once };
        command.SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(url), parsed.GetValue(once), parsed.InvocationConfiguration));
        return command;
    }

    private static async Task<int> RunAsync(Uri url, bool once, InvocationConfiguration invocation)
    {
        using var signals = new Signals();
        using var http = new HttpClient { BaseAddress = new($"{url.AbsoluteUri.TrimEnd('/')}/"), Timeout = TimeSpan.FromSeconds(5) };
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(invocation.Output) });
        var screen = new TopScreen(new TopServer(http), console, TimeProvider.System);
        try
        {
            if (await (once ? screen.ShowAsync(signals.Stop) : screen.FollowAsync(signals.Stop)) is not { } problem)
                return ExitCode.Done;
            await invocation.Error.WriteLineAsync($"lapwing: {url} cannot be asked: {problem}. Is Lapwing running there? Name another server with --url.");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
    }

    /// <summary>An address as people write it: with or without <c>http://</c>.</summary>
    private static Uri? ParseUrl(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (Uri.TryCreate(text.Contains("://") ? text : $"http://{text}", UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return url;
        argument.AddError($"'{text}' is not the address of a server; write one such as http://127.0.0.1:8000.");
        return null;
    }
}
