using Lapwing.Model;

namespace Lapwing.Storage.Index;

/// <summary>Finds the series for which matchers hold: it begins with the fewest that an index names, and narrows them down.</summary>
internal static class Selection
{
    /// <summary>Asking a series for its label takes about as long as reading so many postings.</summary>
    private const int PostingsPerSeries = 10;

    /// <summary>Running a matcher over a value takes about as long as reading so many postings.</summary>
    private const int PostingsPerValue = 50;

    /// <summary>The series for which all matchers hold, ascending.</summary>
    public static List<int> Of(IPostingsIndex index, IEnumerable<LabelMatcher> matchers)
    {
        var terms = matchers.Select(matcher => new Term(index, new(matcher))).OrderBy(term => term.ValueCost).ToList();
        var start = Start(terms);
        var series = new List<int>();
        if (start is null)
            index.AppendAll(series);
        else
            start.Append(series);
        foreach (var term in terms.OrderBy(term => term.Postings ?? int.MaxValue).Where(term => term != start))
        {
            if (series.Count == 0)
                break;
            term.Narrow(series);
        }

        return series;
    }

    /// <summary>The inclusion with the fewest series, once it is known of all that may be it.</summary>
    private static Term? Start(List<Term> terms)
    {
        Term? start = null;
        foreach (var term in terms)
        {
            if (term.Condition.IsExclusion || term.ValueCost > (start?.Postings ?? long.MaxValue))
                continue;
            term.Resolve();
            if (start is null || term.Postings < start.Postings)
                start = term;
        }

        return start;
    }

    /// <summary>A condition, and what is known of it in the index.</summary>
    private sealed class Term
    {
        private readonly IPostingsIndex _index;
        private IReadOnlyCollection<string> _values = [];

        public Term(IPostingsIndex index, ValueCondition condition)
        {
            (_index, Condition) = (index, condition);
            if (condition.Values is not null)
                Resolve();
        }

        public ValueCondition Condition { get; }

        /// <summary>What it takes to learn the values, in postings read.</summary>
        public long ValueCost => Postings is null ? (long)PostingsPerValue * _index.CountOfValues(Condition.Name) : 0;

        /// <summary>How many series have the values; null while the values are not known.</summary>
        public long? Postings { get; private set; }

        public void Resolve()
        {
            if (Postings is not null)
                return;
            _values = Condition.ValuesIn(_index);
            Postings = _values.Sum(value => (long)_index.CountOf(Condition.Name, value));
        }

        /// <summary>Adds the series that have one of the values to an empty list.</summary>
        public void Append(List<int> series)
        {
            foreach (var value in _values)
            {
                _index.AppendPostings(Condition.Name, value, series);
            }

            if (_values.Count > 1)
                series.Merge();
        }

        public void Narrow(List<int> series)
        {
            var costOfAsking = (long)PostingsPerSeries * series.Count;
            if (ValueCost < costOfAsking)
                Resolve();
            if (Postings is null || Postings > costOfAsking)
            {
                _index.Keep(series, Condition.Name, Condition.Matches);
                return;
            }

            var others = new List<int>();
            Append(others);
            series.KeepIf(!Condition.IsExclusion, others);
        }
    }
}
