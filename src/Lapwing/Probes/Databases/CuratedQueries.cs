namespace Lapwing.Probes.Databases;

/// <summary>
/// The curated queries of one probe. What the server refuses is off for an hour with a notice; it never makes the target unhealthy,
/// for a curated metric is an extra that the user did not ask for.
/// </summary>
internal sealed class CuratedQueries(DatabaseClient client, TimeProvider time)
{
    private readonly QueryState[] _all = [.. client.Metrics.Select(query => new QueryState(query, time))];

    public IEnumerable<Measurement> Samples => _all.SelectMany(query => query.Rows.Samples);

    /// <summary>What is off and how to turn it on, those for one remedy together; null when everything is on.</summary>
    public string? Notice { get; private set; }

    /// <summary>
    /// The queries to run now. Of those that need a privilege which cannot be seen from their answer, it is asked for first.
    /// </summary>
    public async Task<IReadOnlyList<QueryState>> DueAsync(DatabaseSession session, CancellationToken cancellation)
    {
        var due = new List<QueryState>(_all.Length);
        foreach (var query in _all.Where(query => query.IsDue(session.Server)))
        {
            if (!query.NeedsCheck || await IsGrantedAsync(query, session, cancellation))
                due.Add(query);
        }

        return due;
    }

    /// <summary>Turns off what failed in this round.</summary>
    public async Task SettleAsync(DatabaseSession session, CancellationToken cancellation)
    {
        foreach (var query in _all)
        {
            if (query.Failure is not { } failure)
                continue;
            var text = client.Explain(failure).Message;
            await TurnOffAsync(query, client.IsDenied(failure) ? query.Query.Grant : null, text, session, cancellation);
        }

        Notice = _all.Any(query => query.Off is not null || query.Rows.Notice is not null) ? Describe() : null;
    }

    private static async Task<bool> IsGrantedAsync(QueryState query, DatabaseSession session, CancellationToken cancellation)
    {
        query.Checked();
        if (await session.IsTrueAsync(query.Query.GrantCheck!, cancellation))
            return true;
        await TurnOffAsync(query, query.Query.Grant, "a privilege is missing", session, cancellation);
        return false;
    }

    private static async Task TurnOffAsync(
        QueryState query, string? grant, string text, DatabaseSession session, CancellationToken cancellation)
    {
        if (grant is not null)
            grant = grant.Replace("{user}", await session.AccountAsync(cancellation), StringComparison.Ordinal);
        query.TurnOff(new(grant, text));
    }

    private string Describe()
    {
        var denied = _all.Where(query => query.Off?.Grant is not null).GroupBy(query => query.Off!.Grant)
            .Select(group => $"For want of a privilege these are off: {Names(group)}. To have them, run: {group.Key}");
        var broken = _all.Where(query => query.Off is { Grant: null })
            .Select(query => $"{query.Query.Name} is off for an hour: {query.Off!.Text}");
        var partial = _all.Where(query => query.Rows.Notice is not null).Select(query => $"{query.Query.Name}: {query.Rows.Notice}");
        return string.Join('\n', [.. denied, .. broken, .. partial]);
    }

    private static string Names(IEnumerable<QueryState> queries) => string.Join(", ", queries.Select(query => query.Query.Name));
}
