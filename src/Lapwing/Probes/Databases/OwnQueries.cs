using System.Collections.Concurrent;
using Lapwing.Config;

namespace Lapwing.Probes.Databases;

/// <summary>
/// The user's own queries of one probe. They run concurrently, each session taking the next one that waits: any of them may be slow,
/// and none is to wait for it.
/// </summary>
internal sealed class OwnQueries(IReadOnlyList<QueryConfig> queries, TimeProvider time)
{
    /// <summary>
    /// The most sessions of a round: enough that a slow query delays few others, few enough not to be felt by the server.
    /// </summary>
    private const int MaxSessions = 4;

    private readonly QueryState[] _all = [.. queries.Select(query => new QueryState(
        new(query.Metric, query.Sql) { Rows = _ => new ValueReader(query.Metric) }, time))];

    private readonly ConcurrentQueue<QueryState> _waiting = [];
    private readonly ConcurrentQueue<Exception> _refused = [];

    public IReadOnlyList<QueryState> All => _all;

    public IEnumerable<Measurement> Samples => _all.SelectMany(query => query.Rows.Samples);

    /// <summary>What is wrong with the queries that failed; null when none did.</summary>
    public ProbeError? Error(DatabaseClient client)
    {
        var failed = _all.Where(query => query.Failure is not null)
            .Select(query => (query.Query.Name, Error: client.Explain(query.Failure!))).ToArray();
        return failed is [var (_, first), ..]
            ? first with { Message = string.Join('\n', failed.Select(f => $"The query of '{f.Name}' failed: {f.Error.Message}")) }
            : null;
    }

    /// <summary>What of the answers could not be used; null when all was.</summary>
    public string? Notice(DatabaseClient client)
    {
        var unused = _all.Where(query => query.Rows.Notice is not null)
            .Select(query => $"The query of '{query.Query.Name}' ({query.Query.Text}): {query.Rows.Notice}");
        var refused = _refused.Take(1)
            .Select(e => $"The queries had to wait for each other, since no further session was to be had: {client.Explain(e).Message}");
        var notice = string.Join('\n', [.. unused, .. refused]);
        return notice.Length > 0 ? notice : null;
    }

    /// <summary>
    /// Puts all queries up and opens further sessions for them, one for each query but one: that is for the session which the round
    /// has anyway and which joins in by <see cref="WorkAsync"/>.
    /// </summary>
    public Task StartAsync(DatabaseClient client, CancellationToken cancellation)
    {
        _waiting.Clear();
        _refused.Clear();
        foreach (var query in _all)
        {
            query.Begin();
            _waiting.Enqueue(query);
        }

        var further = Math.Clamp(_all.Length - 1, 0, MaxSessions - 1);
        return Task.WhenAll(Enumerable.Range(0, further).Select(_ => WorkOnFurtherSessionAsync(client, cancellation)));
    }

    /// <summary>
    /// Runs queries on a session as long as any wait. One that breaks the session has failed; the others are left to other sessions.
    /// </summary>
    public async Task WorkAsync(DatabaseSession session, CancellationToken cancellation)
    {
        while (_waiting.TryDequeue(out var query))
        {
            try
            {
                await session.RunAsync([query], cancellation);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                query.Fail(e);
                return;
            }
        }
    }

    /// <summary>Gives up what still waits because every session broke.</summary>
    public void Finish()
    {
        var cause = _all.FirstOrDefault(query => query.Failure is not null)?.Failure;
        while (cause is not null && _waiting.TryDequeue(out var query))
        {
            query.Fail(cause);
        }
    }

    private async Task WorkOnFurtherSessionAsync(DatabaseClient client, CancellationToken cancellation)
    {
        DatabaseSession session;
        try
        {
            session = await client.OpenAsync(cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            _refused.Enqueue(e);
            return;
        }

        await using (session)
        {
            await WorkAsync(session, cancellation);
        }
    }
}
