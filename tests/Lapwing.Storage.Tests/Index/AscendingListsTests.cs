using CsCheck;
using Lapwing.Storage.Index;

namespace Lapwing.Storage.Tests.Index;

public sealed class AscendingListsTests
{
    private static readonly Gen<List<int>> Set = Gen.OneOf(Gen.Int[0, 100], Gen.Int[0, 1_000_000]).List[0, 50].Select(list => list.Distinct().ToList());

    [Fact]
    public void They_merge_intersect_and_subtract() => Gen.Select(Set, Set).Sample((left, right) =>
    {
        left.Merge();
        right.Merge();
        Assert.Equal(left.Order(), left);

        List<int> both = [.. left];
        both.KeepIf(true, right);
        Assert.Equal(left.Where(right.Contains), both);

        List<int> rest = [.. left];
        rest.KeepIf(false, right);
        Assert.Equal(left.Except(right), rest);
    });
}
