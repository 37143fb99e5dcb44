namespace Lapwing.Storage.Catalog;

/// <summary>Numbers that are left out in an ascending sequence, as ranges: mostly none, and few where there was damage.</summary>
internal sealed class LostNumbers
{
    private readonly List<(int From, int To)> _ranges = [];

    public long Count { get; private set; }

    /// <summary>Adds the numbers from one on to before another; they are above all that are there.</summary>
    public void Add(int from, int to)
    {
        if (from == to)
            return;
        _ranges.Add((from, to));
        Count += to - from;
    }

    public bool Contains(int number)
    {
        var (low, high) = (0, _ranges.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].To <= number)
                low = middle + 1;
            else
                high = middle;
        }

        return low < _ranges.Count && _ranges[low].From <= number;
    }
}
