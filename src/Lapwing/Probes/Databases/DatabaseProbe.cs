using Lapwing.Config;

namespace Lapwing.Probes.Databases;

/// <summary>
/// Asks a database how it is: connects, pings, reads the curated metrics of its engine and runs the user's own queries.
/// </summary>
/// <remarks>
/// <para>
/// The curated queries go over one session, in one batch where the engine has batches; the user's own run beside them. No query's
/// failure touches another: see <see cref="CuratedQueries"/> for what the server refuses, and <see cref="OwnQueries"/> for the user's,
/// which make the target unhealthy while all other numbers still come.
/// </para>
/// <para>
/// The headline counts everything that the server does, whatever the database: all transactions, statements or commands, the few
/// of this probe among them. For SQLite it counts the commits of the one file.
/// </para>
/// <para>The client is made in the first round, so targets cost little at start-up.</para>
/// </remarks>
internal sealed class DatabaseProbe(DatabaseConfig config, TimeProvider time) : IProbe
{
    private readonly CounterRate _rate = new(time);
    private readonly PhaseClock _phases = new(time);
    private readonly OwnQueries _own = new(config.Queries, time);
    private DatabaseClient? _client;
    private CuratedQueries? _curated;

    public async ValueTask<ProbeResult> RunAsync(CancellationToken cancellation)
    {
        _phases.Reset();
        var client = _client ??= DatabaseClient.Create(config, time);
        try
        {
            return await RunRoundAsync(client, _curated ??= new(client, time), cancellation);
        }
        catch (Exception e) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException("The round was given up.", e, cancellation);
        }
        catch (Exception e)
        {
            return new() { Error = client.Explain(e), Evidence = _phases.ToEvidence(client.Address) };
        }
    }

    public ProbeResult TimedOut(TimeSpan timeout)
    {
        var evidence = _phases.ToEvidence(_client?.Address);
        var message = $"{evidence.Address}: no answer within {timeout.TotalSeconds:0.###} s; in phase '{evidence.SlowestPhase}'.";
        return new() { Error = new(ProbeErrorKind.Timeout, message, Transient: true), Evidence = evidence };
    }

    public ValueTask DisposeAsync() => _client?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<ProbeResult> RunRoundAsync(DatabaseClient client, CuratedQueries curated, CancellationToken cancellation)
    {
        _phases.Begin("connect");
        await using var session = await client.OpenAsync(cancellation);
        var connect = _phases.Begin("ping");
        await session.PingAsync(cancellation);
        var ping = _phases.Begin("queries");
        var rate = await RunQueriesAsync(client, curated, session, cancellation);
        _phases.Begin(null);

        var error = _own.Error(client);
        return new()
        {
            Error = error,
            Headline = rate,
            Measurements = Measurements(client, curated, connect, ping),
            Evidence = error is null ? null : _phases.ToEvidence(client.Address),
            Notice = (curated.Notice, _own.Notice(client)) switch
            {
                ({ } first, { } second) => $"{first}\n{second}",
                var (first, second) => first ?? second,
            },
        };
    }

    private async Task<double?> RunQueriesAsync(
        DatabaseClient client, CuratedQueries curated, DatabaseSession session, CancellationToken cancellation)
    {
        using var round = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var further = session.RunsConcurrently ? Task.CompletedTask : _own.StartAsync(client, round.Token);
        try
        {
            var due = await curated.DueAsync(session, round.Token);
            await session.RunAsync(session.RunsConcurrently ? [.. due, .. _own.All] : due, round.Token);
            var rate = _rate.Next(Sum(curated.Samples, client.WorkCounters));
            await curated.SettleAsync(session, round.Token);
            await _own.WorkAsync(session, round.Token);
            await further;
            _own.Finish();
            return rate;
        }
        finally
        {
            await round.CancelAsync();
            await further.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Measurement[] Measurements(DatabaseClient client, CuratedQueries curated, double connect, double ping)
    {
        List<Measurement> all = [new("database_connect_seconds", connect), new("database_ping_seconds", ping)];
        if (client.ConnectionCount is { } metric && Sum(curated.Samples, [metric]) is { } connections)
            all.Add(new("connections", connections));
        all.AddRange(curated.Samples);
        all.AddRange(_own.Samples);
        return [.. all];
    }

    /// <summary>The sum of some metrics over all their tags; null when there is none of them.</summary>
    private static double? Sum(IEnumerable<Measurement> samples, IReadOnlyList<string> metrics)
    {
        double? sum = null;
        foreach (var sample in samples)
        {
            if (metrics.Contains(sample.Name) && !double.IsNaN(sample.Value))
                sum = (sum ?? 0) + sample.Value;
        }

        return sum;
    }
}
