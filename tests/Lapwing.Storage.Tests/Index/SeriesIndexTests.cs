using CsCheck;
using Lapwing.Model;
using Lapwing.Storage.Index;

namespace Lapwing.Storage.Tests.Index;

public sealed class SeriesIndexTests
{
    private static readonly SeriesLimits NoLimits = new() { MaxValueLength = int.MaxValue };

    [Fact]
    public void It_does_what_a_dictionary_and_the_matchers_do() =>
        Gen.Select(SomeLabels.Any, Gen.Int[0, 9], SomeLabels.Matcher.List[0, 3]).List[1, 80].Sample(steps =>
        {
            var index = new SeriesIndex(NoLimits);
            var expected = new Dictionary<Labels, SeriesRef>();
            foreach (var (labels, action, matchers) in steps)
            {
                Do(action, labels, index, expected);
                AssertSame(expected, index, matchers);
            }
        }, iter: 100);

    [Fact]
    public void Numbers_are_dense_and_given_once()
    {
        var index = new SeriesIndex(NoLimits);
        var labels = Enumerable.Range(0, 5).Select(i => Labels.From(("n", $"{i}"))).ToArray();
        Assert.Equal([0, 1, 2, 3, 4], labels.Select(one => index.GetOrAdd(one).Series.Index));
        Assert.Equal(new SeriesResult(SeriesOutcome.Known, new(3)), index.GetOrAdd(labels[3]));

        index.Remove([new(4), new(4), new(99)]);
        index.Compact();
        Assert.Equal(new SeriesResult(SeriesOutcome.Added, new(5)), index.GetOrAdd(labels[4]));
    }

    [Fact]
    public void A_removed_series_keeps_its_labels_until_the_memory_is_given_back()
    {
        var index = new SeriesIndex(NoLimits);
        var labels = Labels.From(("pod", "a"));
        var series = index.GetOrAdd(labels).Series;
        index.Remove([series]);
        Assert.Equal(labels, index.LabelsOf(series));
        index.Compact();
        Assert.Equal(Labels.Empty, index.LabelsOf(series));
    }

    [Fact]
    public void Memory_comes_back_when_series_come_and_go()
    {
        var index = new SeriesIndex(NoLimits);
        var kept = index.GetOrAdd(Labels.From(("pod", "kept"))).Series;
        long first = 0;
        for (var round = 0; round < 10; round++)
        {
            var some = Enumerable.Range(0, 10_000).Select(i => index.GetOrAdd(Labels.From(("pod", $"{round}-{i}"), ("n", $"{i}"))).Series).ToArray();
            index.Remove(some);
            index.Compact();
            first = first == 0 ? index.Figures.Bytes.Total : first;
        }

        // Some pages only, for every number that is still in use keeps one.
        Assert.InRange(index.Figures.Bytes.Total, 1, first + 100_000);
        Assert.Equal((1, 0, "kept"), (index.Figures.Series, index.Figures.Removed, index.LabelsOf(kept)["pod"]));
    }

    private static void Do(int action, Labels labels, SeriesIndex index, Dictionary<Labels, SeriesRef> expected)
    {
        switch (action)
        {
            case 0:
                index.Compact();
                break;
            case 1 or 2 when expected.Remove(labels, out var series):
                index.Remove([series]);
                break;
            default:
                var isNew = !expected.ContainsKey(labels);
                var result = index.GetOrAdd(labels);
                Assert.Equal(isNew ? SeriesOutcome.Added : SeriesOutcome.Known, result.Outcome);
                Assert.Equal(expected.TryAdd(labels, result.Series), isNew);
                break;
        }
    }

    private static void AssertSame(Dictionary<Labels, SeriesRef> expected, SeriesIndex index, List<LabelMatcher> matchers)
    {
        var found = expected.Where(one => matchers.TrueForAll(matcher => matcher.Matches(one.Key))).OrderBy(one => one.Value.Index).ToList();
        Assert.Equal(found.Select(one => one.Value), index.Select(matchers));
        Assert.Equal(found.Select(one => one.Key), found.Select(one => index.LabelsOf(one.Value)));
        Assert.All(expected, one => Assert.True(index.TryFind(one.Key, out var series) && series == one.Value));
        Assert.Equal(expected.Count, index.Figures.Series);

        var names = expected.Keys.SelectMany(labels => labels.Pairs.ToArray().Select(pair => pair.Key));
        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), index.LabelNames());
        Assert.Equal(Values(expected.Keys), index.LabelValues("job", []));
        Assert.Equal(Values(found.Select(one => one.Key)), index.LabelValues("job", matchers));
    }

    private static IEnumerable<string> Values(IEnumerable<Labels> labels) =>
        labels.Select(one => one["job"]).Where(value => value.Length > 0).Distinct().Order(StringComparer.Ordinal);
}
