namespace Lapwing.Model;

/// <summary>One value of a series at one instant.</summary>
/// <param name="Timestamp">Milliseconds since 1970-01-01 UTC.</param>
/// <param name="Value">Any bit pattern; <see cref="StaleMarker"/> ends a series until its next sample.</param>
public readonly record struct Sample(long Timestamp, double Value);
