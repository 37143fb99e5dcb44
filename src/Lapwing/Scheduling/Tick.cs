namespace Lapwing.Scheduling;

/// <summary>One call of a scheduled function.</summary>
/// <param name="Due">When it was due, since the scheduler began.</param>
/// <param name="Lateness">How much later than due it began.</param>
/// <param name="Extra">Whether it was asked for between two due times.</param>
internal readonly record struct Tick(TimeSpan Due, TimeSpan Lateness, bool Extra);
