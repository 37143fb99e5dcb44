using System.Data;
using System.Data.Common;

namespace Lapwing.Probes.Databases;

/// <summary>A session of a client library that follows ADO.NET. Takes the connection, open, and closes it in the end.</summary>
/// <param name="client">Tells failures of a query from those of the connection.</param>
/// <param name="connection">The open connection.</param>
/// <param name="server">What it said of itself on connecting.</param>
/// <param name="accountQuery">Gives the account as a <c>GRANT</c> names it.</param>
internal class SqlSession(DatabaseClient client, DbConnection connection, ServerFacts server, string accountQuery)
    : DatabaseSession(client.Address)
{
    public override ServerFacts Server => server;

    protected override Task PingCoreAsync(CancellationToken cancellation) => ScalarAsync("SELECT 1", cancellation);

    protected override async Task<bool> IsTrueCoreAsync(string query, CancellationToken cancellation) =>
        ColumnValue.TryNumber(await ScalarAsync(query, cancellation), out var number) && number == 1;

    protected override async Task<string> AccountCoreAsync(CancellationToken cancellation) =>
        ColumnValue.Label(await ScalarAsync(accountQuery, cancellation));

    protected override async Task RunCoreAsync(IReadOnlyList<QueryState> queries, CancellationToken cancellation)
    {
        for (var next = 0; next < queries.Count;)
        {
            if (connection.CanCreateBatch && queries.Count > 1)
                next = await RunBatchAsync(queries, next, cancellation);
            else
                await RunOneAsync(queries[next++], cancellation);
        }
    }

    protected override ValueTask CloseAsync() => connection.DisposeAsync();

    /// <summary>Whether a failure leaves the session of no use, though the client library has it open still.</summary>
    protected virtual bool EndsSession(Exception failure) =>
        failure is DbException && !client.IsDenied(failure) && client.Explain(failure).Kind != ProbeErrorKind.Query;

    /// <summary>Makes the command for a query that runs alone.</summary>
    protected virtual DbCommand CreateCommand(string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    protected async Task<object?> ScalarAsync(string text, CancellationToken cancellation)
    {
        await using var command = CreateCommand(text);
        return await command.ExecuteScalarAsync(cancellation);
    }

    protected virtual async Task RunOneAsync(QueryState query, CancellationToken cancellation)
    {
        query.Begin();
        try
        {
            await using var command = CreateCommand(query.Query.Text);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            // Cancelling spares server and network the rest of the rows, which closing the reader would read.
            if (!await ReadAsync(reader, query.Rows, cancellation))
                command.Cancel();
        }
        catch (Exception e) when (IsOfQuery(e, cancellation))
        {
            query.Fail(e);
        }
    }

    /// <summary>
    /// Runs queries in one round trip. One that fails ends the batch; those behind it go into the next batch, which seldom happens since
    /// what fails is turned off. Returns the index of the first query that has not run.
    /// </summary>
    private async Task<int> RunBatchAsync(IReadOnlyList<QueryState> queries, int first, CancellationToken cancellation)
    {
        await using var batch = connection.CreateBatch();
        for (var i = first; i < queries.Count; i++)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = queries[i].Query.Text;
            batch.BatchCommands.Add(command);
        }

        var next = first;
        try
        {
            queries[next].Begin();
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            do
            {
                await ReadAsync(reader, queries[next].Rows, cancellation);
                if (++next < queries.Count)
                    queries[next].Begin();
            }
            while (await reader.NextResultAsync(cancellation));
        }
        catch (Exception e) when (next < queries.Count && IsOfQuery(e, cancellation))
        {
            queries[next++].Fail(e);
        }

        return next;
    }

    /// <summary>Reads one result. False when the reader wants no more rows though there may be some.</summary>
    private static async Task<bool> ReadAsync(DbDataReader reader, RowReader rows, CancellationToken cancellation)
    {
        var columns = new string[reader.FieldCount];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = reader.GetName(i);
        }

        if (!rows.Begin(columns))
            return false;
        var values = new object?[columns.Length];
        while (await reader.ReadAsync(cancellation))
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = reader.GetValue(i) is var value && value is DBNull ? null : value;
            }

            if (!rows.Read(values))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Whether a failure is the query's own: the server refused it, or a value is beyond .NET's types. Else the session is done.
    /// </summary>
    private bool IsOfQuery(Exception failure, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested && connection.State == ConnectionState.Open && !EndsSession(failure);
}
