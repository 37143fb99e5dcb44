using Lapwing.Config.Values;

namespace Lapwing.Config;

/// <summary>What a reload changes: which targets, by name, begin, end, begin anew and go on undisturbed.</summary>
/// <param name="Added">Targets of the new configuration that the old one does not name.</param>
/// <param name="Removed">Targets of the old configuration that the new one does not name.</param>
/// <param name="Changed">Targets of the new configuration that differ from the old one's of the same name.</param>
/// <param name="Unchanged">Targets of the old configuration that are equal in the new one.</param>
internal sealed record TargetDiff(
    ValueList<TargetModel> Added,
    ValueList<TargetModel> Removed,
    ValueList<TargetModel> Changed,
    ValueList<TargetModel> Unchanged)
{
    public static TargetDiff Between(IEnumerable<TargetModel> old, IEnumerable<TargetModel> @new)
    {
        var before = old.ToDictionary(target => target.Name);
        var after = @new.ToDictionary(target => target.Name);
        return new(
            [.. after.Values.Where(target => !before.ContainsKey(target.Name))],
            [.. before.Values.Where(target => !after.ContainsKey(target.Name))],
            [.. after.Values.Where(target => before.TryGetValue(target.Name, out var was) && was != target)],
            [.. before.Values.Where(target => after.TryGetValue(target.Name, out var now) && now == target)]);
    }
}
