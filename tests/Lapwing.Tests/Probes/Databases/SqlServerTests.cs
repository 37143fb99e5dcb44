using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Probes.Databases;
using Lapwing.Probes.Databases.SqlServer;
using Lapwing.Testing;
using Lapwing.Tests.Config;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Tests.Probes.Databases;

/// <summary>SQL Server at the seams where it can be tested without one.</summary>
public sealed class SqlServerTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    [Fact]
    public void A_connection_is_named_and_never_pooled_and_keeps_what_the_user_set()
    {
        var settings = SqlServerClient.Settings(
            "Server=db1,1444;Database=app;User ID=u;Password=p;Connect Timeout=60;Encrypt=false", Timeout);

        Assert.False(settings.Pooling);
        Assert.Equal("lapwing", settings.ApplicationName);
        Assert.Equal(3, settings.ConnectTimeout);
        Assert.Equal(0, settings.ConnectRetryCount);
        Assert.Equal("False", settings.Encrypt.ToString());
        Assert.Equal("mine", SqlServerClient.Settings("Server=x;Application Name=mine", Timeout).ApplicationName);
    }

    [Theory]
    [InlineData(18456, 14, "Authentication", false)]
    [InlineData(4060, 11, "Missing", false)]
    [InlineData(-2, 11, "Timeout", true)]
    [InlineData(6005, 14, "Connection", true)]
    [InlineData(596, 21, "Connection", true)] // The session was killed.
    [InlineData(208, 16, "Query", false)] // No such table.
    [InlineData(300, 14, "Query", false)]
    public void Numbers_of_errors_have_their_meaning(int number, byte severity, string kind, bool transient)
    {
        var error = SqlServerFault.Explain(number, severity, "The server's words", null, "db1/app");

        Assert.Equal(kind, error.Kind.ToString());
        Assert.Equal(transient, error.Transient);
        Assert.Equal($"db1/app: The server's words ({number})", error.Message);
    }

    [Fact]
    public async Task Without_cultures_the_remedy_is_named()
    {
        await using var run = new ProbeRun(DatabaseEngine.Sqlserver, "Server=127.0.0.1;User ID=u;Password=hunter2;Connect Timeout=1");

        var error = (await run.RunAsync()).Failure(ProbeErrorKind.Internal);

        Assert.Contains(Cultures.Remedy, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_cultures_reading_the_configuration_warns()
    {
        var warning = Assert.Single(Read.Text("databases:\n  - engine: sqlserver\n    connection: Server=x").Warnings);

        Assert.Equal($"lapwing.yml:2:13: databases[0].engine: will be unhealthy in this environment; to watch SQL Server, {Cultures.Remedy}", $"{warning}");
    }

    /// <summary>The client gets as far as the network: with cultures, in a process of its own, since they are chosen at its start.</summary>
    [Fact]
    public async Task With_cultures_a_server_that_cannot_be_reached_is_said_to_be_so()
    {
        using var folder = new TempFolder();
        var (closed, port) = (ServerProcess.FreePort(), ServerProcess.FreePort());
        await File.WriteAllTextAsync(folder["lapwing.yml"], $$"""
            listen: 127.0.0.1:{{port}}
            databases:
              - name: mssql
                engine: sqlserver
                connection: Server=tcp:127.0.0.1,{{closed}};User ID=u;Password=hunter2;Connect Timeout=1
                interval: 3s
            """, TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
        var answer = "";

        await using var lapwing = await ServerProcess.StartAsync(
            "/usr/bin/env",
            [
                "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0", "LC_ALL=C.UTF-8", Path.Combine(AppContext.BaseDirectory, "lapwing"),
                "run", "--config", folder["lapwing.yml"], "--data", folder["data"],
            ],
            async () =>
            {
                answer = await http.GetStringAsync("/api/targets/mssql");
                Assert.Contains($"127.0.0.1:{closed}/master: A network-related", answer, StringComparison.Ordinal);
            });

        Assert.DoesNotContain("hunter2", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_permissions_are_told_from_other_failures()
    {
        Assert.True(SqlServerFault.IsDenied(300));
        Assert.True(SqlServerFault.IsDenied(229));
        Assert.False(SqlServerFault.IsDenied(208));
    }

    [Fact]
    public void Recorded_counters_become_metrics_and_a_rate()
    {
        var counters = new QueryState(SqlServerMetrics.All[0], TimeProvider.System).Rows;
        string[] columns = ["batch_requests_total", "buffer_cache_hit_ratio", "page_life_expectancy_seconds"];
        var time = new FakeTimeProvider();
        var rate = new CounterRate(time);

        counters.Begin(columns);
        counters.Read([1200L, 0.998m, 4500L]);
        Assert.Equal("mssql_batch_requests_total", counters.Samples[0].Name);
        Assert.Equal([1200, 0.998, 4500], counters.Samples.Select(sample => sample.Value));
        Assert.Null(rate.Next(counters.Samples[0].Value));

        time.Advance(TimeSpan.FromSeconds(5));
        counters.Begin(columns);
        counters.Read([1700L, null, 4505L]);
        Assert.Equal(100, rate.Next(counters.Samples[0].Value));
        Assert.Equal(double.NaN, counters.Samples[1].Value);
    }

    [Fact]
    public void Recorded_rows_of_databases_become_series_of_each()
    {
        var query = SqlServerMetrics.All.Single(query => query.Text.Contains("sys.databases ORDER", StringComparison.Ordinal));
        var states = new QueryState(query, TimeProvider.System).Rows;

        states.Begin(["name", "state"]);
        states.Read(["master", (byte)0]);
        states.Read(["app", (byte)3]);

        Assert.Equal(
            [new Measurement("mssql_database_state", 0, new(("db", "master"))), new("mssql_database_state", 3, new(("db", "app")))],
            states.Samples);
    }
}
