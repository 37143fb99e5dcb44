namespace Lapwing.Storage.Maintenance;

/// <summary>Rows of a group as they are stored somewhere: instants, and values of columns at them.</summary>
internal interface IRows
{
    /// <summary>The first instant.</summary>
    long From { get; }

    /// <summary>The last instant.</summary>
    long To { get; }

    /// <summary>How many instants.</summary>
    int Rows { get; }

    /// <summary>Reads the instants, ascending.</summary>
    void ReadTimes(Span<long> times);

    /// <summary>Reads the values of a column.</summary>
    /// <param name="column">Which.</param>
    /// <param name="values">Room for one a row.</param>
    /// <param name="present">Bits of the rows that have one; not written where all have.</param>
    /// <returns>How many values.</returns>
    /// <exception cref="InvalidDataException">What is stored is broken.</exception>
    int Read(int column, Span<double> values, Span<ulong> present);
}
