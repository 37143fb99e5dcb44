namespace Lapwing.Tests.Commands;

/// <summary>The lines that a process has written to one of its streams.</summary>
internal sealed class ProcessLines
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<string> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public string Text => string.Join('\n', All);

    /// <param name="line">Null at the end of the stream.</param>
    public void Add(string? line)
    {
        if (line is null)
            return;
        lock (_lock)
        {
            _lines.Add(line);
            _more.SetResult();
            _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>The first line that holds a text, once it has come.</summary>
    public async Task<string> WaitAsync(string part)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(LapwingProcess.Patience);
        while (true)
        {
            string? found;
            Task more;
            lock (_lock)
            {
                (found, more) = (_lines.Find(line => line.Contains(part, StringComparison.Ordinal)), _more.Task);
            }

            if (found is not null)
                return found;
            await more.WaitAsync(patience.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            Assert.False(patience.IsCancellationRequested, $"waited in vain for '{part}' after:\n{Text}");
        }
    }
}
