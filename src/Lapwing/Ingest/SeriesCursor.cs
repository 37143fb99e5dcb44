using System.Runtime.InteropServices;
using Lapwing.Model;
using Lapwing.Probes;
using Lapwing.Storage;

namespace Lapwing.Ingest;

/// <summary>
/// Finds the series of one target's measurements by position: the i-th measurement mostly is what it was last time, which two comparisons
/// of references show, without hashing. A measurement that stands elsewhere than last time is looked up by its labels, once. A series that
/// was there last time and is not any more gets a stale marker. For one thread at a time.
/// </summary>
internal sealed class SeriesCursor(SeriesStore store, Labels targetLabels)
{
    private readonly List<Slot> _slots = [];
    private readonly List<SeriesRef> _series = [];
    private readonly List<double> _values = [];
    private int _position;

    public ReadOnlySpan<SeriesRef> Series => CollectionsMarshal.AsSpan(_series);

    public ReadOnlySpan<double> Values => CollectionsMarshal.AsSpan(_values);

    public void Begin()
    {
        _position = 0;
        _series.Clear();
        _values.Clear();
    }

    /// <summary>Adds the next measurement. One whose series the store refuses is left out; the store counts it.</summary>
    public void Add(string name, Tags tags, double value)
    {
        var slots = CollectionsMarshal.AsSpan(_slots);
        if (_position < slots.Length && slots[_position].Is(name, tags))
            Put(slots[_position++], value);
        else
            AddSlow(name, tags, value);
    }

    /// <summary>Ends the batch: series of last time that did not come now end with a stale marker.</summary>
    public void End()
    {
        for (var i = _slots.Count - 1; i >= _position; i--)
        {
            if (_slots[i].Series is { } series)
            {
                _series.Add(series);
                _values.Add(StaleMarker.Value);
            }

            _slots.RemoveAt(i);
        }
    }

    private void AddSlow(string name, Tags tags, double value)
    {
        // Measurements mostly keep their order but some come and go: what stands further on is moved here, what is new is inserted.
        var found = _slots.FindIndex(_position, slot => slot.Is(name, tags));
        var slot = found >= 0 ? _slots[found] : new Slot(name, tags, Resolve(name, tags));
        if (found >= 0)
            _slots.RemoveAt(found);
        _slots.Insert(_position++, slot);
        Put(slot, value);
    }

    private void Put(Slot slot, double value)
    {
        if (slot.Series is not { } series)
            return;
        _series.Add(series);
        _values.Add(value);
    }

    private SeriesRef? Resolve(string name, Tags tags)
    {
        var labels = targetLabels.With(Labels.MetricName, name);
        foreach (var (key, value) in tags.Pairs)
        {
            // A tag may not stand in for what identifies the target: it keeps its value under another name, as Prometheus does it.
            labels = labels.TryGet(key, out _) ? labels.With($"exported_{key}", value) : labels.With(key, value);
        }

        return store.TryGetOrAdd(labels, out var series, beside: _slots.Find(slot => slot.Series is not null).Series) ? series : null;
    }

    private readonly record struct Slot(string Name, Tags Tags, SeriesRef? Series)
    {
        public bool Is(string name, Tags tags) => Name == name && Tags.Equals(tags);
    }
}
