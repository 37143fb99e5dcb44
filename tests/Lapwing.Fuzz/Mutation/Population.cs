namespace Lapwing.Fuzz.Mutation;

/// <summary>The inputs that mutations begin with: the corpus, which stays, and what proved interesting, of which the newest stays.</summary>
internal sealed class Population(IReadOnlyList<byte[]> corpus)
{
    private const int MostInteresting = 2000;

    /// <summary>A longer one would make all that come of it slow to read.</summary>
    private const int LongestInteresting = 4096;

    private readonly List<byte[]> _interesting = [];
    private int _added;

    public void Add(byte[] input)
    {
        if (input.Length > LongestInteresting)
            return;

        if (_interesting.Count < MostInteresting)
            _interesting.Add(input);
        else
            _interesting[_added % MostInteresting] = input;

        _added++;
    }

    /// <summary>One of them: as often of the corpus as of the rest.</summary>
    public byte[] Pick(Random random)
    {
        var from = _interesting.Count > 0 && random.Next(2) == 0 ? _interesting : corpus;
        return from[random.Next(from.Count)];
    }
}
