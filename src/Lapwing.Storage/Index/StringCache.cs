using System.Diagnostics.CodeAnalysis;

namespace Lapwing.Storage.Index;

/// <summary>The strings of the symbols asked for last, one of those that share a place. For any number of threads.</summary>
internal sealed class StringCache
{
    /// <summary>Places: the names, metrics and targets of a busy dashboard, in at most a megabyte.</summary>
    private const int Size = 4096;

    /// <summary>What is longer is seldom the same.</summary>
    private const int LongestText = 100;

    private Entry?[]? _entries;

    public bool TryGet(int id, [NotNullWhen(true)] out string? text)
    {
        var entry = Volatile.Read(ref _entries) is { } entries ? Volatile.Read(ref entries[id & (Size - 1)]) : null;
        text = entry?.Id == id ? entry.Text : null;
        return text is not null;
    }

    public string Add(int id, string text)
    {
        if (text.Length > LongestText)
            return text;
        var entries = Volatile.Read(ref _entries);
        if (entries is null)
            Volatile.Write(ref _entries, entries = new Entry[Size]);
        Volatile.Write(ref entries[id & (Size - 1)], new(id, text));
        return text;
    }

    private sealed record Entry(int Id, string Text);
}
