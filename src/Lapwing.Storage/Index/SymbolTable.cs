using System.Buffers;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Lapwing.Storage.Index;

/// <summary>Names and values of labels as numbers: each text once, in UTF-8, numbered from 0 in the order of arrival.</summary>
/// <remarks>One writer at a time; any number of readers meanwhile, without a lock.</remarks>
internal sealed class SymbolTable
{
    /// <summary>What is encoded on the stack; longer texts rent an array.</summary>
    private const int StackSize = 512;

    private readonly PagedArray<Symbol> _symbols = new();
    private readonly PagedBytes _text = new();
    private readonly HashSlots _slots = new();
    private readonly StringCache _strings = new();

    // Symbols that were loaded again: the number that they have in truth. Written while loading only.
    private readonly Dictionary<int, int> _twins = [];
    private int _count;

    /// <summary>Numbers given out.</summary>
    public int Count => Volatile.Read(ref _count);

    public long Bytes => _symbols.Bytes + _text.Bytes + _slots.Bytes;

    /// <summary>A text as a string; the same one for those that are asked for often.</summary>
    public string this[int id] => _strings.TryGet(id, out var text) ? text : _strings.Add(id, Encoding.UTF8.GetString(Utf8Of(id)));

    /// <summary>The text of a symbol; empty once it is forgotten.</summary>
    public ReadOnlySpan<byte> Utf8Of(int id)
    {
        var (address, length, _) = _symbols[id];
        return address == 0 ? [] : _text[address][..length];
    }

    /// <summary>The hash of a text, as of a string.</summary>
    public int HashOf(int id) => _symbols[id].Hash;

    /// <summary>Whether a symbol stands for this text.</summary>
    public bool Is(int id, ReadOnlySpan<char> text)
    {
        ref readonly var symbol = ref _symbols[id];
        var utf8 = _text[symbol.Address][..symbol.Length];

        // As many bytes as characters: either all are ASCII, or the texts differ.
        return utf8.Length == text.Length ? Ascii.Equals(utf8, text) : utf8.Length > text.Length && IsLonger(utf8, text);
    }

    public bool TryFind(ReadOnlySpan<char> text, out int id)
    {
        var probe = _slots.Find(string.GetHashCode(text));
        while (probe.Next(out id))
        {
            if (Is(id, text))
                return true;
        }

        return false;
    }

    /// <param name="text">Without surrogates that lack their other half.</param>
    public int GetOrAdd(ReadOnlySpan<char> text)
    {
        if (TryFind(text, out var id))
            return id;
        byte[]? rented = null;
        var room = Encoding.UTF8.GetMaxByteCount(text.Length);
        var utf8 = room <= StackSize ? stackalloc byte[StackSize] : rented = ArrayPool<byte>.Shared.Rent(room);
        var status = Utf8.FromUtf16(text, utf8, out _, out var length, replaceInvalidSequences: false);
        Debug.Assert(status == OperationStatus.Done, "limits refuse half surrogates before");
        id = Add(_count, utf8[..length], string.GetHashCode(text));
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return id;
    }

    /// <summary>Loads the next symbol. A text that stands there already gets a number too, which <see cref="Resolve"/> leads to the first.</summary>
    /// <exception cref="InvalidDataException">It is no UTF-8.</exception>
    public int Load(ReadOnlySpan<byte> utf8)
    {
        char[]? rented = null;
        var room = utf8.Length <= StackSize ? stackalloc char[StackSize] : rented = ArrayPool<char>.Shared.Rent(utf8.Length);
        if (Utf8.ToUtf16(utf8, room, out _, out var length, replaceInvalidSequences: false) != OperationStatus.Done)
            throw new InvalidDataException($"Symbol {_count} is no UTF-8.");
        var text = room[..length];
        if (TryFind(text, out var twin))
            _twins[_count++] = twin;
        else
            Add(_count, utf8, string.GetHashCode(text));
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return _count - 1;
    }

    /// <summary>The numbers by which loaded symbols are known.</summary>
    public ReadOnlySpan<int> Resolve(ReadOnlySpan<int> symbols, List<int> workplace)
    {
        if (_twins.Count == 0)
            return symbols;
        workplace.Clear();
        foreach (var symbol in symbols)
        {
            workplace.Add(_twins.GetValueOrDefault(symbol, symbol));
        }

        return CollectionsMarshal.AsSpan(workplace);
    }

    /// <summary>Takes over a symbol of another table under its number, unless it has it.</summary>
    public void Copy(SymbolTable other, int id)
    {
        if (_symbols[id].Address == 0)
            Add(id, other.Utf8Of(id), other.HashOf(id));
    }

    /// <summary>Gives out no number below this one.</summary>
    public void SkipTo(int count) => Volatile.Write(ref _count, Math.Max(_count, count));

    private int Add(int id, ReadOnlySpan<byte> utf8, int hash)
    {
        var address = _text.Allocate(utf8.Length);
        utf8.CopyTo(_text[address]);
        _symbols.At(id) = new(address, utf8.Length, hash);
        SkipTo(id + 1);
        _slots.Add(hash, id);
        return id;
    }

    private static bool IsLonger(ReadOnlySpan<byte> utf8, ReadOnlySpan<char> text)
    {
        // The texts of one hash are nearly always equal, so the way is short for those that are.
        var at = 0;
        Span<byte> part = stackalloc byte[StackSize];
        while (!text.IsEmpty)
        {
            var status = Utf8.FromUtf16(text, part, out var read, out var written, replaceInvalidSequences: false);
            if (status == OperationStatus.InvalidData || !utf8[at..].StartsWith(part[..written]))
                return false;
            at += written;
            text = text[read..];
        }

        return at == utf8.Length;
    }

    private readonly record struct Symbol(int Address, int Length, int Hash);
}
