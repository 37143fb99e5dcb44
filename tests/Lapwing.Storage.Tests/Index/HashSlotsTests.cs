using CsCheck;
using Lapwing.Storage.Index;

namespace Lapwing.Storage.Tests.Index;

public sealed class HashSlotsTests
{
    [Fact]
    public void Numbers_are_found_by_their_hash_until_they_are_removed() =>
        Gen.Select(Gen.OneOf(Gen.Int[-2, 2], Gen.Int), Gen.Bool).List[0, 400].Sample(steps =>
        {
            var slots = new HashSlots();
            var expected = new List<(int Hash, int Id)>();
            for (var id = 0; id < steps.Count; id++)
            {
                slots.Add(steps[id].Item1, id);
                expected.Add((steps[id].Item1, id));
                if (!steps[id].Item2)
                    continue;
                var gone = expected[id % expected.Count];
                slots.Remove(gone.Hash, gone.Id);
                expected.Remove(gone);
            }

            foreach (var hash in steps.Select(step => step.Item1).Append(77).Distinct())
            {
                Assert.Equal(expected.Where(one => one.Hash == hash).Select(one => one.Id), Found(slots, hash).Order());
            }
        });

    [Fact]
    public void Places_of_removed_numbers_are_given_back()
    {
        var slots = new HashSlots();
        for (var id = 0; id < 10_000; id++)
        {
            slots.Add(id, id);
            slots.Remove(id, id);
        }

        Assert.InRange(slots.Bytes, 1, 1024);
    }

    private static List<int> Found(HashSlots slots, int hash)
    {
        var found = new List<int>();
        for (var probe = slots.Find(hash); probe.Next(out var id);)
        {
            found.Add(id);
        }

        return found;
    }
}
