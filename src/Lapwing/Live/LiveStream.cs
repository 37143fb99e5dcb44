namespace Lapwing.Live;

/// <summary>What a client can subscribe to.</summary>
[Flags]
internal enum LiveStream
{
    None = 0,

    /// <summary>Every target after each of its runs.</summary>
    Targets = 1,

    /// <summary>Alerts raised and over.</summary>
    Alerts = 2,

    /// <summary>Headline measurements as they come.</summary>
    Samples = 4,
}
