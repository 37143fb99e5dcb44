using Lapwing.Model;

namespace Lapwing.Storage;

/// <summary>How long some series are kept.</summary>
/// <param name="Matchers">All must hold for a series.</param>
/// <param name="Time">The age up to which their samples are kept, counted from the newest sample of all. Blocks are written anew for that, so that they may stay up to some hours longer.</param>
public sealed record RetentionRule(IReadOnlyList<LabelMatcher> Matchers, TimeSpan Time);
