namespace Lapwing.Probes.Databases.Redis;

/// <summary>A session to a Redis server. All commands of a round go out at once, the user's among them.</summary>
internal sealed class RedisSession(RedisClient client, string? user, RedisConnection connection) : DatabaseSession(client.Address)
{
    /// <summary>The lines of an INFO as rows, each a name and a value.</summary>
    private static readonly string[] InfoColumns = ["name", "value"];

    private static readonly string[] ValueColumns = ["value"];

    /// <summary>Commands after which answers no longer follow their questions.</summary>
    private static readonly HashSet<string> Unfit = new(StringComparer.OrdinalIgnoreCase)
    {
        "MONITOR", "SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "SYNC", "PSYNC", "HELLO", "RESET", "QUIT",
    };

    public override ServerFacts Server => default;

    public override bool RunsConcurrently => true;

    protected override Task PingCoreAsync(CancellationToken cancellation) => connection.CallAsync(["PING"], cancellation);

    protected override async Task RunCoreAsync(IReadOnlyList<QueryState> queries, CancellationToken cancellation)
    {
        var commands = queries.Select(query => (Query: query, Words: Words(query.Query.Text))).ToLookup(command => IsFit(command.Words));
        foreach (var (query, words) in commands[false])
        {
            query.Begin();
            query.Fail(new RedisServerException($"{words[0]} changes what the whole connection says; it cannot be a query"));
        }

        await connection.SendAsync([.. commands[true].Select(command => command.Words)], cancellation);
        foreach (var (query, _) in commands[true])
        {
            query.Begin();
            Take(await connection.ReceiveAsync(cancellation), query);
        }
    }

    protected override Task<bool> IsTrueCoreAsync(string query, CancellationToken cancellation) =>
        throw new NotSupportedException("Redis refuses by itself what an account may not do.");

    protected override Task<string> AccountCoreAsync(CancellationToken cancellation) => Task.FromResult(user ?? "default");

    protected override ValueTask CloseAsync() => connection.DisposeAsync();

    private static bool IsFit(string[] words) =>
        !Unfit.Contains(words[0])
        && !(words is [var client, var reply, ..] && client.Equals("CLIENT", StringComparison.OrdinalIgnoreCase)
            && reply.Equals("REPLY", StringComparison.OrdinalIgnoreCase));

    private static void Take(object? answer, QueryState query)
    {
        switch (answer)
        {
            case RedisServerException error:
                query.Fail(error);
                break;
            case RespList list:
                query.Fail(new RedisServerException(
                    $"It answers with a list of {list.Count}; a number is needed, as LLEN, SCARD or GET give it"));
                break;
            case string text when query.Query.Text.StartsWith("INFO", StringComparison.OrdinalIgnoreCase):
                ReadInfo(text, query.Rows);
                break;
            default:
                query.Rows.Begin(ValueColumns);
                query.Rows.Read([answer]);
                break;
        }
    }

    private static void ReadInfo(string text, RowReader rows)
    {
        rows.Begin(InfoColumns);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var colon = line.IndexOf(':');
            if (colon > 0 && !rows.Read([line[..colon].ToString(), line[(colon + 1)..].ToString()]))
                return;
        }
    }

    /// <summary>Splits a command at its spaces; words in quotes may hold some.</summary>
    private static string[] Words(string command)
    {
        var words = new List<string>();
        var rest = command.AsSpan().Trim();
        while (!rest.IsEmpty)
        {
            var quote = rest[0] is '"' or '\'' ? rest[0] : ' ';
            var from = quote == ' ' ? 0 : 1;
            var length = rest[from..].IndexOf(quote);
            words.Add(rest.Slice(from, length < 0 ? rest.Length - from : length).ToString());
            rest = length < 0 ? [] : rest[(from + length + 1)..].TrimStart();
        }

        return [.. words];
    }
}
