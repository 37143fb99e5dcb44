using System.Text;
using CsCheck;
using Lapwing.Storage.Index;

namespace Lapwing.Storage.Tests.Index;

public sealed class SymbolTableTests
{
    [Fact]
    public void Each_text_has_one_number_and_comes_back() => SomeLabels.Text.List[0, 300].Sample(texts =>
    {
        var table = new SymbolTable();
        var ids = texts.ConvertAll(text => table.GetOrAdd(text));

        Assert.Equal(texts.Distinct().Count(), table.Count);
        Assert.Equal(texts, ids.Select(id => table[id]));
        Assert.Equal(texts, ids.Select(id => Encoding.UTF8.GetString(table.Utf8Of(id))));
        Assert.All(texts.Zip(ids), pair => Assert.True(table.TryFind(pair.First, out var found) && found == pair.Second));
    }, iter: 50);

    [Fact]
    public void Loaded_texts_are_found_with_the_hashes_of_strings() => SomeLabels.Text.List[1, 100].Sample(texts =>
    {
        var table = new SymbolTable();
        foreach (var text in texts)
        {
            var id = table.Load(Encoding.UTF8.GetBytes(text));
            Assert.Equal((texts.IndexOf(text), text.GetHashCode(StringComparison.Ordinal)), (Found(table, text), table.HashOf(Found(table, text))));
            Assert.Equal([Found(table, text)], table.Resolve([id], []).ToArray());
        }

        Assert.Equal(texts.Count, table.Count);
    }, iter: 50);

    [Fact]
    public void Texts_stand_at_every_edge_of_a_page()
    {
        var table = new SymbolTable();
        foreach (var length in new[] { 65_535, 1, 65_536, 0, 65_537, 2 })
        {
            Assert.Equal(length, table[table.GetOrAdd(new string('a', length))].Length);
        }

        Assert.All([65_535, 1, 65_536, 0, 65_537, 2], length => Assert.True(table.TryFind(new string('a', length), out _)));
    }

    [Theory]
    [InlineData("\ud83d")]
    [InlineData("a\ude00")]
    [InlineData("é")]
    public void Half_and_decomposed_characters_are_no_others(string text)
    {
        var table = new SymbolTable();
        table.GetOrAdd("\ufffd");
        table.GetOrAdd("a\ufffd");
        table.GetOrAdd("e\u0301");
        Assert.False(table.TryFind(text, out _));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.Throws<InvalidDataException>(() => new SymbolTable().Load([0xed, 0xa0, 0x80]));

    private static int Found(SymbolTable table, string text) => table.TryFind(text, out var id) ? id : -1;
}
