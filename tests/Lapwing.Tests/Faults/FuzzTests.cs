using Lapwing.Fuzz;
using Lapwing.Testing;

namespace Lapwing.Tests.Faults;

/// <summary>A short run of every fuzzer, the same each time. Longer ones are for people: see CONTRIBUTING.md.</summary>
public sealed class FuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Two_thousand_inputs_end_well(string name)
    {
        using var target = FuzzTargets.Create(name);
        var run = new FuzzRun(name, target, FuzzTargets.Corpus(name), seed: 1, TimeProvider.System) { IsGuided = false };

        var found = await run.RunAsync(run => run.Inputs < 2000);

        Assert.True(found is null, $"{found?.Problem}\nRun it again: Lapwing.Fuzz {name} {found?.Save(Repository.Path("artifacts/fuzz"))}");
    }
}
