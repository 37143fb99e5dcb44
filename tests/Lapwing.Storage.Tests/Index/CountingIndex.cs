using System.Globalization;
using Lapwing.Storage.Index;

namespace Lapwing.Storage.Tests.Index;

/// <summary>Series of which each has a <c>number</c>, one of two for <c>half</c> and one of ten for <c>value</c>; it counts what it is asked.</summary>
internal sealed class CountingIndex(int count) : IPostingsIndex
{
    public int PostingsRead { get; private set; }

    public int ValuesRead { get; private set; }

    public int SeriesAsked { get; private set; }

    public int CountOf(string name, string value) => Postings(name, value).Count();

    public void AppendPostings(string name, string value, List<int> series)
    {
        var postings = Postings(name, value).ToList();
        PostingsRead += postings.Count;
        series.AddRange(postings);
    }

    public void AppendAll(List<int> series) => series.AddRange(Enumerable.Range(0, count));

    public int CountOfValues(string name) => Math.Min(Modulus(name), count);

    public IEnumerable<string> ValuesOf(string name, string prefix)
    {
        for (var value = 0; value < CountOfValues(name); value++)
        {
            ValuesRead++;
            yield return value.ToString(CultureInfo.InvariantCulture);
        }
    }

    public void Keep(List<int> series, string name, Func<string, bool> isWanted)
    {
        SeriesAsked += series.Count;
        series.RemoveAll(one => !isWanted((one % Modulus(name)).ToString(CultureInfo.InvariantCulture)));
    }

    private IEnumerable<int> Postings(string name, string value)
    {
        var rest = int.Parse(value, CultureInfo.InvariantCulture);
        return Enumerable.Range(0, count).Where(one => one % Modulus(name) == rest);
    }

    private static int Modulus(string name) => name switch
    {
        "half" => 2,
        "value" => 10,
        _ => int.MaxValue,
    };
}
