using Lapwing.Model;
using Lapwing.Storage.Index;

namespace Lapwing.Storage.Tests.Index;

public sealed class SeriesIndexThreadTests
{
    private const int Rounds = 300;
    private const int SeriesPerRound = 100;

    private readonly SeriesIndex _index = new(new());
    private int _added;
    private volatile bool _isDone;

    [Fact]
    public async Task Readers_see_every_series_that_was_there_and_none_by_halves()
    {
        var readers = Enumerable.Range(0, 3).Select(seed => Task.Run(() => Read(new Random(seed)), TestContext.Current.CancellationToken)).ToArray();
        var compactor = Task.Run(Compact, TestContext.Current.CancellationToken);
        try
        {
            await Task.Run(Write, TestContext.Current.CancellationToken);
        }
        finally
        {
            _isDone = true;
        }

        await Task.WhenAll([.. readers, compactor]);
        Assert.Equal(Rounds * SeriesPerRound, _index.Select([new("kind", MatchOperator.Equal, "kept")]).Length);
        Assert.Equal(Rounds * SeriesPerRound, _index.Figures.Series);
    }

    /// <summary>Each round adds series that stay and as many that go again.</summary>
    private void Write()
    {
        var gone = new SeriesRef[SeriesPerRound];
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < SeriesPerRound; i++)
            {
                var number = (round * SeriesPerRound) + i;
                gone[i] = _index.GetOrAdd(Of(number, "gone")).Series;
                Assert.Equal(SeriesOutcome.Added, _index.GetOrAdd(Of(number, "kept")).Outcome);
                Volatile.Write(ref _added, number + 1);
            }

            _index.Remove(gone);
        }
    }

    private void Compact()
    {
        while (!_isDone)
        {
            _index.Compact();
        }
    }

    private void Read(Random random)
    {
        do
        {
            var added = Volatile.Read(ref _added);
            var last = random.Next(10);
            var found = _index.Select([new("kind", MatchOperator.Equal, "kept"), new("last", MatchOperator.Matches, $"[{last}]")]);
            AssertWhole(found, added, last);

            var excluded = _index.Select([new("kind", MatchOperator.NotEqual, "gone"), new("last", MatchOperator.Equal, $"{last}")]);
            AssertWhole(excluded, added, last);

            if (added == 0)
                continue;
            var known = Of(random.Next(added), "kept");
            Assert.True(_index.TryFind(known, out var series), $"{known} was added before.");
            Assert.Equal(known, _index.LabelsOf(series));
        }
        while (!_isDone);
    }

    private void AssertWhole(SeriesRef[] found, int added, int last)
    {
        Assert.InRange(found.Length, (added + 9 - last) / 10, int.MaxValue);
        for (var i = 0; i < found.Length; i++)
        {
            // The i-th in order of adding is a known one, so one too few, too many or twice would show.
            Assert.Equal(Of((i * 10) + last, "kept"), _index.LabelsOf(found[i]));
        }
    }

    private static Labels Of(int number, string kind) => Labels.From(("kind", kind), ("number", $"{number}"), ("last", $"{number % 10}"));
}
