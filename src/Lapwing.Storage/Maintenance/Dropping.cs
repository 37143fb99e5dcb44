using Lapwing.Model;
using Lapwing.Storage.Blocks;
using Lapwing.Storage.Index;

namespace Lapwing.Storage.Maintenance;

/// <summary>Samples that are to go: those of some series in a closed range of time.</summary>
/// <param name="Matchers">All must hold for a series.</param>
/// <param name="From">First instant, milliseconds since 1970-01-01 UTC.</param>
/// <param name="To">Last instant.</param>
internal sealed record Dropping(IReadOnlyList<LabelMatcher> Matchers, long From, long To)
{
    /// <summary>The series of a block that it is about.</summary>
    public IReadOnlyList<int> SeriesOf(Block block) => block.Meta.From <= To && block.Meta.To >= From ? Selection.Of(block.Index, Matchers) : [];

    /// <summary>Whether nothing of a series is left in the blocks.</summary>
    public bool Covers(IEnumerable<Block> blocks) => blocks.All(block => block.Meta.From >= From && block.Meta.To <= To);
}
