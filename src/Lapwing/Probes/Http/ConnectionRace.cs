using System.Net;
using System.Net.Sockets;

namespace Lapwing.Probes.Http;

/// <summary>
/// Connects to the first of several addresses that answers ("happy eyeballs", RFC 8305): families take turns, each attempt gets a head
/// start of 250 ms over the next, a failed one makes way at once, and whoever loses is closed.
/// </summary>
internal sealed class ConnectionRace(int port, HttpRun run, TimeProvider time)
{
    /// <summary>The head start that RFC 8305 recommends.</summary>
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    private readonly List<Attempt> _attempts = [];

    /// <summary>The connected socket; fails with <see cref="HttpFailedException"/> when no address answers.</summary>
    public async ValueTask<Socket> RunAsync(IPAddress[] addresses)
    {
        Attempt? winner = null;
        try
        {
            var first = addresses.Length == 1 ? await Start(addresses[0]) : await FirstAsync(TakingTurns(addresses));
            run.Cancellation.ThrowIfCancellationRequested();
            winner = first is { Error: null } ? first : throw Lost();
            return winner.Socket;
        }
        finally
        {
            Close(exceptFor: winner);
        }
    }

    /// <summary>The addresses with families taking turns, beginning with the one that the resolver put first.</summary>
    internal static IPAddress[] TakingTurns(IPAddress[] addresses) =>
        [.. addresses.GroupBy(address => address.AddressFamily)
            .SelectMany(family => family.Select((address, turn) => (address, turn)))
            .OrderBy(entry => entry.turn)
            .Select(entry => entry.address)];

    /// <summary>The first attempt that succeeds; null when none does.</summary>
    private async Task<Attempt?> FirstAsync(IPAddress[] addresses)
    {
        var running = new List<Task<Attempt>>();
        for (var i = 0; i < addresses.Length || running.Count > 0; i++)
        {
            if (i < addresses.Length)
            {
                running.Add(Start(addresses[i]));
            }

            var patience = i + 1 < addresses.Length ? HeadStart : Timeout.InfiniteTimeSpan;
            if (await NextAsync(running, patience) is { Error: null } winner)
            {
                run.Address = winner.Address;
                return winner;
            }
        }

        return null;
    }

    private Task<Attempt> Start(IPAddress address)
    {
        var attempt = new Attempt(new(address, port));
        _attempts.Add(attempt);
        run.Address = attempt.Address;
        return attempt.RunAsync(run.Cancellation);
    }

    /// <summary>The next attempt to end, taken out of <paramref name="running"/>; null when patience ends first.</summary>
    private async Task<Attempt?> NextAsync(List<Task<Attempt>> running, TimeSpan patience)
    {
        try
        {
            var next = await Task.WhenAny(running).WaitAsync(patience, time, run.Cancellation);
            running.Remove(next);
            return await next;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private HttpFailedException Lost() =>
        new(ProbeErrorKind.Connection, string.Join("; ", _attempts.Select(attempt => attempt.Error!.Value.At(attempt.Address))));

    private void Close(Attempt? exceptFor)
    {
        foreach (var attempt in _attempts)
        {
            if (attempt != exceptFor)
            {
                attempt.Socket.Dispose();
            }
        }
    }

    private sealed class Attempt(IPEndPoint address)
    {
        public IPEndPoint Address => address;

        public Socket Socket { get; } = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

        /// <summary>Why it failed; null while it runs and when it succeeded.</summary>
        public SocketError? Error { get; private set; }

        // A lost attempt is never awaited, so that its failure must be a value.
        public async Task<Attempt> RunAsync(CancellationToken cancellation)
        {
            try
            {
                await Socket.ConnectAsync(address, cancellation);
            }
            catch (SocketException e)
            {
                Error = e.SocketErrorCode;
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                Error = SocketError.OperationAborted;
            }

            return this;
        }
    }
}
