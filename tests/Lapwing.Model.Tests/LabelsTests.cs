using CsCheck;

namespace Lapwing.Model.Tests;

public sealed class LabelsTests
{
    [Fact]
    public void Order_of_pairs_does_not_matter() =>
        Assert.Equal(Labels.From(("a", "1"), ("b", "2")), Labels.From(("b", "2"), ("a", "1")));

    [Fact]
    public void An_empty_value_is_an_absent_label() =>
        Assert.Equal(Labels.From(("a", "1")), Labels.From(("a", "1"), ("b", "")));

    [Fact]
    public void Of_a_name_given_twice_the_last_value_holds() =>
        Assert.Equal("2", Labels.From(("a", "1"), ("a", "2"))["a"]);

    [Fact]
    public void Text_is_a_selector_in_PromQL_notation() =>
        Assert.Equal("""up{path="C:\\a\n\"b\"", source="file"}""",
            Labels.From((Labels.MetricName, "up"), ("source", "file"), ("path", "C:\\a\n\"b\"")).ToString());

    [Fact]
    public void Sets_without_labels_print_as_braces() => Assert.Equal("{}", Labels.Empty.ToString());

    [Fact]
    public void With_and_Without_undo_each_other() =>
        Gen.Dictionary(Gen.String[1, 3], Gen.String[1, 3]).Sample(pairs =>
        {
            var labels = Labels.From(pairs).Without("x");
            Assert.Equal(labels, labels.With("x", "1").Without("x"));
            Assert.Equal(labels.Count + 1, labels.With("x", "1").Count);
        });

    [Fact]
    public void Equal_sets_have_equal_hashes_and_pairs_sorted_by_name() =>
        Gen.Dictionary(Gen.String[1, 3], Gen.String[1, 3]).Sample(pairs =>
        {
            var labels = Labels.From(pairs);
            var again = Labels.From(pairs.Reverse());
            Assert.Equal(labels, again);
            Assert.Equal(labels.GetHashCode(), again.GetHashCode());
            Assert.Equal(pairs.Keys.Order(StringComparer.Ordinal), labels.Pairs.ToArray().Select(pair => pair.Key));
        });

    [Fact]
    public void Taken_over_pairs_are_the_set_they_were_built_as() =>
        Gen.Dictionary(Gen.String[1, 3], Gen.String[1, 3]).Sample(pairs =>
        {
            var labels = Labels.From(pairs);
            var hash = new HashCode();
            foreach (var (name, value) in labels.Pairs)
            {
                hash.Add(string.GetHashCode(name.AsSpan()));
                hash.Add(string.GetHashCode(value.AsSpan()));
            }

            Assert.Equal(labels, Labels.FromSorted(labels.Pairs.ToArray(), hash.ToHashCode()));
        });
}
