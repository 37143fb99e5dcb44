namespace Lapwing.Probes.Databases;

/// <summary>
/// One thing that a database is asked in a round, and what its answer becomes: a declaration, shared by all probes of an engine.
/// To add a curated metric, add a column to one of these in the engine's <c>…Metrics</c> file, or another one to its list.
/// </summary>
/// <param name="Name">What it is called in notices, and the beginning of the names of its metrics.</param>
/// <param name="Text">The SQL, or the Redis command.</param>
internal sealed record MetricQuery(string Name, string Text)
{
    /// <summary>The labels that the first columns become; each further column becomes the metric <c>{Name}_{column}</c>.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>How rows become measurements, where not as <see cref="Labels"/> says.</summary>
    public Func<MetricQuery, RowReader> Rows { get; init; } = query => new ColumnReader(query);

    /// <summary>The statement that gives the privilege needed, with <c>{user}</c> for the account; null where anyone may ask.</summary>
    public string? Grant { get; init; }

    /// <summary>
    /// A query for true or false: whether the privilege is held. For views that answer without it, but with gaps. Null where the server
    /// refuses by itself.
    /// </summary>
    public string? GrantCheck { get; init; }

    /// <summary>For which servers it is meant; null for all.</summary>
    public Func<ServerFacts, bool>? When { get; init; }

    /// <summary>Time between two runs; the rounds between repeat the last answer. Default: run in each round.</summary>
    public TimeSpan Every { get; init; }

    /// <summary>Given up after this time, for the sake of those who use the database. Default: the time-out of the round.</summary>
    public TimeSpan? Limit { get; init; }
}

/// <summary>What is known of a server as soon as a session is open.</summary>
/// <param name="Version">Its version; 0.0 where it has none.</param>
/// <param name="IsMariaDb">Whether it is MariaDB rather than MySQL.</param>
internal readonly record struct ServerFacts(Version Version, bool IsMariaDb = false);
