using Lapwing.Storage.Catalog;

namespace Lapwing.Storage.Tests.Catalog;

public sealed class LostNumbersTests
{
    [Fact]
    public void Numbers_are_lost_that_lie_in_one_of_the_ranges()
    {
        var lost = new LostNumbers();
        Assert.False(lost.Contains(0));

        lost.Add(0, 1);
        lost.Add(3, 3);
        lost.Add(5, 7);
        lost.Add(7, 9);
        lost.Add(20, 21);

        Assert.Equal([0, 5, 6, 7, 8, 20], Enumerable.Range(0, 30).Where(lost.Contains));
        Assert.Equal(6, lost.Count);
    }
}
