using System.Diagnostics.CodeAnalysis;
using Lapwing.Storage;

namespace Lapwing.Config.Binding.Formats;

/// <summary>When samples are brought to the disk: an interval, from 100 ms to an hour, or a word.</summary>
internal sealed class FsyncFormat : ScalarFormat<FsyncPolicy>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly DurationFormat Duration = new();

    public override string Complaint => "says not when to sync; write an interval from 100ms to 1h, always or never";

    public override string Pattern => $"^(always|never)$|{Duration.Pattern}";

    protected override bool TryRead(string text, [MaybeNullWhen(false)] out FsyncPolicy value)
    {
        value = text switch
        {
            "always" => new(FsyncMode.Always, default),
            "never" => new(FsyncMode.Never, default),
            _ => new(FsyncMode.Interval, Duration.Read(text) as TimeSpan? ?? default),
        };
        return value.Mode != FsyncMode.Interval || (value.Interval >= Shortest && value.Interval <= Longest);
    }

    public override string Write(FsyncPolicy value) => value.Mode switch
    {
        FsyncMode.Always => "always",
        FsyncMode.Never => "never",
        _ => Duration.Write(value.Interval),
    };
}
