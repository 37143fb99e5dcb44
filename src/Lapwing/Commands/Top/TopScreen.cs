using Spectre.Console;

namespace Lapwing.Commands.Top;

/// <summary>The table of a server's targets, kept up in the terminal. A server that goes away is waited for: most come back.</summary>
internal sealed class TopScreen(TopServer server, IAnsiConsole console, TimeProvider time)
{
    public static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);

    /// <summary>More than a restart takes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Prints the table once.</summary>
    /// <returns>Why the server could not be asked; null when it could.</returns>
    public async Task<string?> ShowAsync(CancellationToken stop)
    {
        var (picture, problem) = await server.AskAsync(stop);
        if (picture is not null)
            console.Write(TopTable.Make(server.Name, picture));
        return problem;
    }

    /// <summary>Keeps the table up until <paramref name="stop"/>, or until the server has been away for <see cref="Patience"/>.</summary>
    /// <returns>Why the server could not be asked.</returns>
    public async Task<string?> FollowAsync(CancellationToken stop)
    {
        var (picture, problem) = await server.AskAsync(stop);
        return picture is null
            ? problem
            : await console.Live(TopTable.Make(server.Name, picture)).StartAsync(live => KeepUpAsync(live, picture, stop));
    }

    private async Task<string?> KeepUpAsync(LiveDisplayContext live, TopPicture picture, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Refresh, time);
        var answered = time.GetTimestamp();
        while (true)
        {
            await timer.WaitForNextTickAsync(stop);
            var (next, problem) = await server.AskAsync(stop);
            if (next is not null)
                (picture, answered) = (next, time.GetTimestamp());
            else if (time.GetElapsedTime(answered) >= Patience)
                return problem;
            live.UpdateTarget(TopTable.Make(server.Name, picture, problem));
        }
    }
}
