using Lapwing.Config;
using Lapwing.Probes.Databases;
using Lapwing.Testing;

namespace Lapwing.Tests.Probes.Databases;

public sealed class DatabaseSessionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_query_on_a_closed_session_says_which_and_what_to_do()
    {
        var path = _folder["empty.db"];
        await File.WriteAllBytesAsync(path, [], TestContext.Current.CancellationToken);
        var config = new DatabaseConfig { Engine = DatabaseEngine.Sqlite, Connection = new(path) };
        await using var client = DatabaseClient.Create(config, TimeProvider.System);

        DatabaseSession closed;
        await using (var session = await client.OpenAsync(TestContext.Current.CancellationToken))
        {
            await session.PingAsync(TestContext.Current.CancellationToken);
            closed = session;
        }

        var ping = await Assert.ThrowsAsync<InvalidOperationException>(() => closed.PingAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            $"The session to {path} is not open any more. Open one with OpenAsync and use it within its 'await using'.", ping.Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => closed.RunAsync([], TestContext.Current.CancellationToken));
        await closed.DisposeAsync();
    }
}
