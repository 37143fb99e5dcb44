using System.Runtime.CompilerServices;

namespace Lapwing.Fuzz;

/// <summary>A parser answered, but not as it should have.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message)
{
    /// <summary>Throws unless <paramref name="promise"/> holds.</summary>
    public static void ThrowUnless(bool promise, [CallerArgumentExpression(nameof(promise))] string? text = null)
    {
        if (!promise)
            throw new BrokenPromiseException($"this does not hold: {text}");
    }
}
