using System.Text;
using Lapwing.Storage.Catalog;
using Lapwing.Storage.Files;

namespace Lapwing.Storage.Tests.Catalog;

/// <summary>A series as a test sees it.</summary>
internal sealed record SomeSeries(int Number, string Labels, int Group, int Column);

/// <summary>All that a catalog holds, in memory. Numbers must ascend, and labels be of symbols that were told before.</summary>
internal sealed class CatalogContents : ICatalogSink
{
    private int _lastSymbol = -1;

    public Dictionary<int, string> Symbols { get; } = [];

    public List<SomeSeries> Series { get; } = [];

    public CatalogReport Report { get; private set; } = new(default, []);

    public static CatalogContents Of(IFileSystem files, string folder)
    {
        var contents = new CatalogContents();
        contents.Report = CatalogReader.Recover(files, folder, contents);
        return contents;
    }

    public void OnSymbol(int id, ReadOnlySpan<byte> utf8)
    {
        Assert.True(_lastSymbol < id);
        _lastSymbol = id;
        Symbols.Add(id, Encoding.UTF8.GetString(utf8));
    }

    public void OnSeries(int number, ReadOnlySpan<LabelRef> labels, int group, int column)
    {
        Assert.True(Series is not [.., var last] || last.Number < number);
        var text = labels.ToArray().Select(label => $"{Symbols[label.Name]}={Symbols[label.Value]}");
        Series.Add(new(number, string.Join(' ', text), group, column));
    }
}
