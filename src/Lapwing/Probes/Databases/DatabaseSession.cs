namespace Lapwing.Probes.Databases;

/// <summary>
/// An open session to a database, held for one round by <c>await using</c>: made by <see cref="DatabaseClient.OpenAsync"/>, gone from the
/// server when disposed of. One caller at a time.
/// </summary>
/// <param name="address">What it is connected to, free of secrets, for messages.</param>
internal abstract class DatabaseSession(string address) : IAsyncDisposable
{
    private bool _closed;

    public abstract ServerFacts Server { get; }

    /// <summary>Whether one <see cref="RunAsync"/> has all its queries under way at once, so that further sessions bring nothing.</summary>
    public virtual bool RunsConcurrently => false;

    /// <summary>Asks for the least there is: <c>SELECT 1</c> or <c>PING</c>.</summary>
    public Task PingAsync(CancellationToken cancellation)
    {
        ThrowIfClosed();
        return PingCoreAsync(cancellation);
    }

    /// <summary>
    /// Runs queries independently of each other. The failure of a query is put down in its state; what ends the whole session throws.
    /// </summary>
    public Task RunAsync(IReadOnlyList<QueryState> queries, CancellationToken cancellation)
    {
        ThrowIfClosed();
        return RunCoreAsync(queries, cancellation);
    }

    /// <summary>Asks for true or false.</summary>
    public Task<bool> IsTrueAsync(string query, CancellationToken cancellation)
    {
        ThrowIfClosed();
        return IsTrueCoreAsync(query, cancellation);
    }

    /// <summary>The account of the session, as a <c>GRANT</c> names it.</summary>
    public Task<string> AccountAsync(CancellationToken cancellation)
    {
        ThrowIfClosed();
        return AccountCoreAsync(cancellation);
    }

    public ValueTask DisposeAsync()
    {
        if (_closed)
            return ValueTask.CompletedTask;
        _closed = true;
        return CloseAsync();
    }

    protected abstract Task PingCoreAsync(CancellationToken cancellation);

    protected abstract Task RunCoreAsync(IReadOnlyList<QueryState> queries, CancellationToken cancellation);

    protected abstract Task<bool> IsTrueCoreAsync(string query, CancellationToken cancellation);

    protected abstract Task<string> AccountCoreAsync(CancellationToken cancellation);

    protected abstract ValueTask CloseAsync();

    private void ThrowIfClosed()
    {
        if (_closed)
        {
            throw new InvalidOperationException(
                $"The session to {address} is not open any more. Open one with OpenAsync and use it within its 'await using'.");
        }
    }
}
