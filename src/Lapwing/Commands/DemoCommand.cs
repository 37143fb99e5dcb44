using System.CommandLine;
using Lapwing.Commands.Demo;
using Lapwing.Config;
using Lapwing.Config.Values;

namespace Lapwing.Commands;

/// <summary>
/// <c>lapwing demo</c>: a small real world (an HTTP service, a database under load, files that grow) and a server that watches it by the same
/// code as anything else. Every built-in rule is raised and is over again within a minute.
/// </summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var listen = CommonOptions.Listen();
        var data = CommonOptions.Data();
        var stats = CommonOptions.Stats();
        var log = CommonOptions.Log();
        var command = new Command("demo", "Watch a small demonstration world of our own.") { listen, data, stats, log };
        command.SetAction((parsed, _) => RunAsync(new ServerOptions
        {
            Listen = parsed.GetValue(listen) ?? [],
            Data = parsed.GetValue(data),
            Stats = parsed.GetValue(stats),
            LogLevel = parsed.GetValue(log),
            StopGrace = TimeSpan.FromMilliseconds(500),
        }));
        return command;
    }

    private static async Task<int> RunAsync(ServerOptions options)
    {
        var folder = Path.GetFullPath(Path.Combine(options.Data ?? new LapwingConfig().Data, "demo"));
        Directory.CreateDirectory(folder);
        await using var api = new DemoApi(TimeProvider.System);
        await using var database = new DemoDatabase(Path.Combine(folder, "shop.db"), TimeProvider.System);
        await using var files = new DemoFiles(folder, TimeProvider.System);
        await api.StartAsync();
        database.Start();
        files.Start();
        return await ServerCommand.RunAsync(options with { Data = folder }, Config(api, database, files));
    }

    private static LapwingConfig Config(DemoApi api, DemoDatabase database, DemoFiles files) => new()
    {
        Defaults = new() { Interval = TimeSpan.FromSeconds(1) },
        Apis =
        [
            new() { Name = "users", Url = new(api.Address, "/api/users") },
            new() { Name = "orders", Url = new(api.Address, "/api/orders") },
            new() { Name = "products", Url = new(api.Address, "/api/products"), Expect = new() { Body = new() { Json = Map(("$.status", "ok")) } } },
        ],
        Databases =
        [
            new()
            {
                Name = "shop", Engine = DatabaseEngine.Sqlite, Connection = new(database.Path),
                Queries = [new() { Metric = "orders_by_state", Sql = "SELECT state, count(*) AS value FROM orders GROUP BY state" }],
            },
        ],
        Files =
        [
            new() { Name = "shop log", Path = files.Log, Match = [new() { Metric = "shop_errors_total", Regex = " ERROR " }] },
            new() { Name = "exports", Path = files.Exports, Expect = new() { MaxAge = TimeSpan.FromSeconds(30) } },
        ],
        Groups =
        [
            new()
            {
                Name = "demo",
                Rules =
                [
                    new()
                    {
                        Alert = "target_down", Expr = "up == 0",
                        Annotations = Map(("summary", "A target is down.")),
                    },
                ],
            },
        ],
    };

    private static ValueMap<string> Map(params ReadOnlySpan<(string Key, string Value)> entries) =>
        new(entries.ToArray().Select(entry => KeyValuePair.Create(entry.Key, entry.Value)));
}
