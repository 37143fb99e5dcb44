using Lapwing.Storage.Catalog;
using Lapwing.Storage.Files;
using Lapwing.Storage.Wal;
using Lapwing.Testing;

namespace Lapwing.Storage.Tests.Catalog;

/// <summary>A catalog in a folder of its own.</summary>
internal sealed class TestCatalog : IDisposable
{
    private readonly TempFolder _folder = new();

    public string Path => _folder["catalog"];

    public IEnumerable<string> Folders => Directory.GetDirectories(Path).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public string Generation(int number) => CatalogFolder.PathOf(Path, number);

    public string Segment(int number, int generation = 1) => System.IO.Path.Combine(Generation(generation), WalSegment.FileName(number));

    /// <summary>A writer behind what is there.</summary>
    public CatalogAdding Add(IFileSystem? files = null, WalOptions? options = null) => Add(Read(), files, options);

    public CatalogAdding Add(CatalogContents before, IFileSystem? files = null, WalOptions? options = null) =>
        new(new(files ?? new DiskFiles(), Path, options ?? new(), before.Report.End), before);

    public CatalogContents Read() => CatalogContents.Of(new DiskFiles(), Path);

    public void Dispose() => _folder.Dispose();
}

/// <summary>Adds series by their labels, and each symbol when it is first met.</summary>
internal sealed class CatalogAdding(CatalogWriter writer, CatalogContents before) : IDisposable
{
    private readonly Dictionary<string, int> _ids = before.Symbols.ToDictionary(symbol => symbol.Value, symbol => symbol.Key);

    public CatalogWriter Writer => writer;

    /// <param name="labels">As in <c>name=up job=shop</c>.</param>
    /// <param name="group">Its group.</param>
    /// <param name="column">Its column.</param>
    public SomeSeries Series(string labels, int group = 0, int column = 0)
    {
        var refs = labels.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => new LabelRef(IdOf(pair[0]), IdOf(pair[1])));
        return new(writer.AddSeries([.. refs], group, column), labels, group, column);
    }

    public void Dispose() => writer.Dispose();

    private int IdOf(string text)
    {
        if (!_ids.TryGetValue(text, out var id))
            _ids[text] = id = writer.AddSymbol(System.Text.Encoding.UTF8.GetBytes(text));
        return id;
    }
}
