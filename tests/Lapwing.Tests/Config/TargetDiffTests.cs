using CsCheck;
using Lapwing.Config;
using Lapwing.Config.Values;

namespace Lapwing.Tests.Config;

public sealed class TargetDiffTests
{
    [Fact]
    public void A_reload_touches_only_what_differs()
    {
        var diff = TargetDiff.Between(
            Targets("files: [{ path: same }, { path: slower }, { path: gone }]"),
            Targets("files: [{ path: new }, { path: slower, interval: 10s }, { path: same, interval: 5s }]"));

        Assert.Equal(
            ("new", "gone", "slower", "same"),
            (Names(diff.Added), Names(diff.Removed), Names(diff.Changed), Names(diff.Unchanged)));
        Assert.Equal(TimeSpan.FromSeconds(10), diff.Changed[0].Interval);
    }

    [Fact]
    public void A_changed_default_changes_the_targets_that_use_it()
    {
        const string Files = "files: [{ path: a }, { path: b, window: 10 }]";

        var diff = TargetDiff.Between(Targets(Files), Targets($"defaults: {{ window: 20 }}\n{Files}"));

        Assert.Equal(("a", "b"), (Names(diff.Changed), Names(diff.Unchanged)));
    }

    [Fact]
    public void A_name_that_moves_to_another_section_is_a_changed_target() => Assert.Equal(
        "a",
        Names(TargetDiff.Between(Targets("files: [{ path: x, name: a }]"), Targets("apis: [{ url: http://x, name: a }]")).Changed));

    [Fact]
    public void Every_target_is_in_one_part()
    {
        var targets = Gen.Select(Gen.Char['a', 'h'], Gen.Int[1, 2], (name, window) => new FileConfig { Path = $"{name}", Window = window })
            .Array[0, 8].Select(files => files.DistinctBy(file => file.Path).Select(file => TargetModel.From(file, new())).ToArray());

        Gen.Select(targets, targets).Sample((old, @new) =>
        {
            var diff = TargetDiff.Between(old, @new);
            return @new.ToHashSet().SetEquals([.. diff.Added, .. diff.Changed, .. diff.Unchanged])
                && old.Length == diff.Removed.Count + diff.Changed.Count + diff.Unchanged.Count;
        });
    }

    private static ValueList<TargetModel> Targets(string yaml) => TargetModel.All(Read.Valid(yaml));

    private static string Names(IEnumerable<TargetModel> targets) => string.Join(' ', targets.Select(target => target.Name));
}
