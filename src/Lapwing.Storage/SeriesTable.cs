using System.Collections.Concurrent;
using Lapwing.Model;
using Lapwing.Storage.Head;

namespace Lapwing.Storage;

internal sealed class SeriesTable(StoreOptions options, HeadStore head, Lock append)
{
    private readonly ConcurrentDictionary<Labels, SeriesRef> _refs = new();
    private readonly Lock _growth = new();
    private readonly List<Labels> _labels = [];
    private long _refused;
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public long Refused => Interlocked.Read(ref _refused);

    public bool TryGetOrAdd(Labels labels, out SeriesRef series, SeriesRef? beside)
    {
        if (_refs.TryGetValue(labels, out series))
            return true;
        lock (_growth)
        {
            if (_refs.TryGetValue(labels, out series))
                return true;
            if (_count >= options.MaxSeries)
            {
                _refused++;
                return false;
            }

            series = new(_count);
            lock (append)
                head.Add(beside);
            _labels.Add(labels);
            Volatile.Write(ref _count, _count + 1);
            _refs[labels] = series;
            return true;
        }
    }

    public bool TryGet(Labels labels, out SeriesRef series) => _refs.TryGetValue(labels, out series);

    public Labels LabelsOf(SeriesRef series)
    {
        lock (_growth)
            return _labels[series.Index];
    }

    public List<int> Select(IReadOnlyList<LabelMatcher> matchers)
    {
        lock (_growth)
            return [.. Enumerable.Range(0, _count).Where(i => matchers.All(matcher => matcher.Matches(_labels[i])))];
    }
}
