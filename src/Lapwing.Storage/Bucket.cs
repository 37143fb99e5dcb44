using Lapwing.Model;

namespace Lapwing.Storage;

/// <summary>What the samples of one series were in a stretch of time. Stale markers are not samples; NaN makes a NaN of what it goes into.</summary>
/// <param name="Start">Its first instant, a multiple of its length, milliseconds since 1970-01-01 UTC.</param>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest value.</param>
/// <param name="Sum">All values together, to 15 digits.</param>
/// <param name="Count">How many samples.</param>
/// <param name="Last">The value of the last.</param>
/// <param name="Increase">
/// How much a counter grew, from the last sample before the bucket to its last one; where a value is less than the one before, the counter began anew at 0.
/// </param>
public readonly record struct Bucket(long Start, double Min, double Max, double Sum, double Count, double Last, double Increase);

/// <summary>A series in buckets, oldest first.</summary>
public sealed record BucketSeries(Labels Labels, Resolution Resolution, IReadOnlyList<Bucket> Buckets);
