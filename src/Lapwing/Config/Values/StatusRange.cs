namespace Lapwing.Config.Values;

/// <summary>HTTP status codes from <see cref="First"/> to <see cref="Last"/>, both included; written <c>204</c> or <c>200-299</c>.</summary>
internal readonly record struct StatusRange(int First, int Last)
{
    public bool Contains(int status) => status >= First && status <= Last;

    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}
