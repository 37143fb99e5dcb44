namespace Lapwing.Fuzz;

/// <summary>
/// A parser of outside input. To add one: a class in <c>Targets</c> that implements this, a line in <see cref="FuzzTargets"/>, and a folder
/// of its name in <c>corpus</c> with some inputs that are nearly right.
/// </summary>
internal interface IFuzzTarget : IDisposable
{
    /// <summary>Words of its language, separated by spaces; mutations put them in.</summary>
    string Words { get; }

    /// <summary>
    /// Feeds one input to the parser. The declared error is a good answer; anything thrown is a finding, a broken promise included, and so
    /// is taking too long or too much memory. For one thread at a time.
    /// </summary>
    void Run(ReadOnlySpan<byte> input);

    void IDisposable.Dispose()
    {
    }
}
