using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Tests.Api;

namespace Lapwing.Tests.Faults;

/// <summary>Alone, for it counts what the process holds.</summary>
[Collection(nameof(FailingRoundsTests))]
[CollectionDefinition(nameof(FailingRoundsTests), DisableParallelization = true)]
public sealed class FailingRoundsTests
{
    /// <summary>Until all is made that is made once: code, pools, threads.</summary>
    private const int WarmUp = 100;

    private const int Rounds = 500;

    /// <summary>500 rounds of some 50 targets that each left but 200 bytes behind would hold more.</summary>
    private const long MemoryAllowed = 4_000_000;

    private static readonly LapwingConfig Nothing = new();

    [Fact]
    public async Task Five_hundred_failing_rounds_leave_nothing_behind_and_harm_no_neighbour()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "counts in /proc");
        await using var world = await FaultyWorld.CreateAsync();
        await using var cpu = new CpuPool(2);
        var barrier = new RoundBarrier(world.Config.Targets().Count());
        var probes = new ProbeFactory(cpu, TimeProvider.System);
        await using var server = await ServerFixture.StartAsync(Nothing, config => barrier.Pace(probes.Create(config)));
        using var open = barrier;
        await ProcessFigures.TakeAsync(server);
        var idle = await ProcessFigures.TakeAsync(server);

        await ApplyAsync(server, world.Config);
        await RunAsync(world, barrier, WarmUp);
        var before = await ProcessFigures.TakeAsync(server);
        await RunAsync(world, barrier, Rounds);
        await ProcessFigures.SettleAsync(server, Most(before));
        TestContext.Current.TestOutputHelper!.WriteLine($"before {before}\nafter  {await ProcessFigures.TakeAsync(server)}");

        AssertAsExpected(server.Server.Monitor.Targets);
        barrier.Dispose();
        await ApplyAsync(server, Nothing);
        await ProcessFigures.SettleAsync(server, Most(before) with { Sockets = idle.Sockets + 1 });
    }

    private static async Task RunAsync(FaultyWorld world, RoundBarrier barrier, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            await barrier.AllEndedAsync();
            world.Change(round);
            barrier.GoOn();
        }

        await barrier.AllEndedAsync();
    }

    private static async Task ApplyAsync(ServerFixture server, LapwingConfig config)
    {
        server.Next = new(config, [], []);
        using var response = await server.Http.PostAsync(new Uri("/-/reload", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode);
    }

    /// <summary>The thread pool grows and shrinks by some threads, and a few timers, such as the web server's, come and go.</summary>
    private static ProcessFigures Most(ProcessFigures before) => before with
    {
        Files = before.Files + 2,
        Threads = before.Threads + 10,
        Timers = before.Timers + 10,
        Queue = 50,
        Memory = before.Memory + MemoryAllowed,
    };

    private static void AssertAsExpected(IEnumerable<TargetState> targets)
    {
        foreach (var target in targets)
        {
            Assert.InRange(target.Count, WarmUp + Rounds - 1, WarmUp + Rounds + 1);
            var wanted = target.Name.StartsWith(FaultyWorld.Good, StringComparison.Ordinal) ? 0 : target.Count;
            var isAsWanted = target.Failures == wanted || target.Name.StartsWith(FaultyWorld.Changing, StringComparison.Ordinal);
            Assert.True(isAsWanted && target.Latest!.Result.Error is not { Kind: ProbeErrorKind.Internal },
                $"{target.Name}: {target.Failures} of {target.Count} runs failed, the last: {target.Latest!.Result.Error}");
        }
    }
}
