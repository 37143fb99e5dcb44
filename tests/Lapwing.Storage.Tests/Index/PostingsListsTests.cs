using CsCheck;
using Lapwing.Storage.Index;

namespace Lapwing.Storage.Tests.Index;

public sealed class PostingsListsTests
{
    [Fact]
    public void Series_come_back_up_to_a_bound() =>
        Gen.Select(Gen.Int[0, 9], Gen.Frequency((9, Gen.Int[1, 200]), (1, Gen.Int[1, 1_000_000]))).List[0, 3000].Sample(appended =>
        {
            var lists = new PostingsLists();
            var expected = Enumerable.Range(0, 10).Select(_ => new List<int>()).ToArray();
            var series = -1;
            foreach (var (list, distance) in appended)
            {
                series += distance;
                lists.Append(list, series);
                expected[list].Add(series);
            }

            foreach (var bound in new[] { 0, series / 2, series, series + 1 })
            {
                for (var list = 0; list < expected.Length; list++)
                {
                    List<int> read = [-7];
                    lists.CopyTo(list, bound, read);
                    Assert.Equal([-7, .. expected[list].Where(one => one < bound)], read);
                    Assert.Equal(expected[list].Count, lists.CountOf(list));
                }
            }
        }, iter: 100);

    [Fact]
    public void Long_lists_of_neighbours_take_little_more_than_a_byte_a_series()
    {
        var lists = new PostingsLists();
        for (var series = 0; series < 1_000_000; series++)
        {
            lists.Append(0, series);
        }

        Assert.InRange(lists.Bytes, 1_000_000, 1_300_000);
    }
}
