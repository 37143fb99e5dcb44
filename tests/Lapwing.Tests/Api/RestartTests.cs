using System.Text.Json;
using Lapwing.Storage;
using Lapwing.Testing;

namespace Lapwing.Tests.Api;

/// <summary>What a server collected is there in the next one on the same folder.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task History_and_windows_of_a_target_go_on_after_a_restart()
    {
        await using (var first = await ServerFixture.StartAsync(data: _data.Path))
        {
            await first.RunAsync("orders", 100);
            await first.RunAsync("orders", 200);
        }

        await using var second = await ServerFixture.StartAsync(data: _data.Path);
        await second.Server.Store.Replayed;
        var before = History(await second.GetAsync("/api/targets/orders"));
        await second.RunAsync("orders", 300);
        var after = await second.GetAsync("/api/targets/orders");

        Assert.Equal([100, 200], before);
        Assert.Equal([100, 200, 300], History(after));
        Assert.Equal(3, after.GetProperty("windows").GetProperty("last_10").GetProperty("count").GetInt32());
        Assert.Equal(200, after.GetProperty("windows").GetProperty("1h").GetProperty("mean").GetDouble());
    }

    [Fact]
    public async Task A_second_server_on_the_folder_is_refused_with_what_to_do()
    {
        await using var first = await ServerFixture.StartAsync(data: _data.Path);
        var error = await Assert.ThrowsAsync<StoreException>(() => ServerFixture.StartAsync(data: _data.Path));
        Assert.Contains("choose another folder by 'data'", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<double> History(JsonElement target) =>
        target.GetProperty("history").EnumerateArray().Select(point => point[1].GetDouble());
}
