using System.Text;

namespace Lapwing.Fuzz.Mutation;

/// <summary>Makes new inputs out of others: bits flipped, pieces cut, repeated, swapped and spliced, words of the language put in.</summary>
internal sealed class Mutator
{
    /// <summary>The longest input made.</summary>
    private const int MaxLength = 1 << 20;

    private static readonly byte[][] Numbers =
        [.. "0 -1 1 255 256 65536 2147483647 2147483648 -2147483649 4294967296 9223372036854775808 1e400 1e-400 0x7f NaN 99999999999999999999"
            .Split(' ').Select(Encoding.ASCII.GetBytes)];

    private readonly Random _random;
    private readonly byte[][] _words;
    private readonly Func<byte[], Population, byte[]>[] _ways;

    /// <param name="random">Decides everything.</param>
    /// <param name="words">Words of the language, separated by spaces.</param>
    public Mutator(Random random, string words)
    {
        _random = random;
        _words = [.. words.Split(' ').Select(Encoding.UTF8.GetBytes)];
        _ways =
        [
            (input, _) => FlipBit(input),
            (input, _) => Replace(input, Piece(input, 1), [(byte)_random.Next(256)]),
            (input, _) => Replace(input, Piece(input, 16), []),
            (input, _) => Replace(input, Piece(input, 4), Any(_words)),
            (input, _) => Replace(input, Piece(input, 0), Any(_words)),
            (input, _) => Replace(input, Number(input), Any(Numbers)),
            (input, _) => Replace(input, Piece(input, 0), input[Piece(input, 64)]),
            (input, _) => Replace(input, Piece(input, 64), input[Piece(input, 64)]),
            (input, others) => Replace(input, Piece(input, 64), Slice(others.Pick(_random), 256)),
            (input, others) => Replace(input, Tail(input), Slice(others.Pick(_random), int.MaxValue)),
            (input, _) => BlowUp(input),
        ];
    }

    /// <summary>A new input: one of the population with a few changes, seldom many.</summary>
    public byte[] Mutate(Population population)
    {
        var input = population.Pick(_random);
        for (var changes = 1 << _random.Next(5); changes > 0; changes--)
        {
            input = Any(_ways)(input, population);
        }

        return input;
    }

    private byte[] FlipBit(byte[] input)
    {
        var flipped = (byte[])input.Clone();
        if (flipped.Length > 0)
            flipped[_random.Next(flipped.Length)] ^= (byte)(1 << _random.Next(8));
        return flipped;
    }

    /// <summary>Repeats a piece up to some kilobytes, one time in a thousand up to the greatest length.</summary>
    private byte[] BlowUp(byte[] input)
    {
        var piece = _random.Next(4) == 0 ? Any(_words) : Slice(input, 16);
        var length = 1 << (_random.Next(1000) == 0 ? 20 : _random.Next(4, 13));
        var repeated = new byte[piece.Length == 0 ? 0 : length / piece.Length * piece.Length];
        for (var at = 0; at < repeated.Length; at += piece.Length)
        {
            piece.CopyTo(repeated, at);
        }

        return Replace(input, Piece(input, 0), repeated);
    }

    private static byte[] Replace(byte[] input, Range range, byte[] by)
    {
        var (start, length) = range.GetOffsetAndLength(input.Length);
        var result = new byte[Math.Min(MaxLength, input.Length - length + by.Length)];
        var rest = result.AsSpan();
        Append(input.AsSpan(0, start), ref rest);
        Append(by, ref rest);
        Append(input.AsSpan(start + length), ref rest);
        return result;
    }

    private static void Append(ReadOnlySpan<byte> bytes, ref Span<byte> rest)
    {
        var fitting = Math.Min(bytes.Length, rest.Length);
        bytes[..fitting].CopyTo(rest);
        rest = rest[fitting..];
    }

    /// <summary>A piece anywhere; longer pieces are rarer.</summary>
    private Range Piece(byte[] input, int longest)
    {
        var start = _random.Next(input.Length + 1);
        var length = _random.Next(Math.Min(input.Length - start, _random.Next(longest + 1)) + 1);
        return start..(start + length);
    }

    private Range Tail(byte[] input) => _random.Next(input.Length + 1)..input.Length;

    private byte[] Slice(byte[] input, int longest)
    {
        var start = _random.Next(input.Length + 1);
        return input[start..(start + _random.Next(Math.Min(input.Length - start, longest) + 1))];
    }

    /// <summary>The first number behind some place; nothing where there is none.</summary>
    private Range Number(byte[] input)
    {
        var start = _random.Next(input.Length + 1);
        while (start < input.Length && !char.IsAsciiDigit((char)input[start]))
        {
            start++;
        }

        var end = start;
        while (end < input.Length && char.IsAsciiDigit((char)input[end]))
        {
            end++;
        }

        return start..end;
    }

    private T Any<T>(T[] choices) => choices[_random.Next(choices.Length)];
}
