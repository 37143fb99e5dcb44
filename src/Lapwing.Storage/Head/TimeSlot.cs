namespace Lapwing.Storage.Head;

/// <summary>
/// Time is cut into slots of two hours, counted from 1970: what is sealed lies in one of them, and what leaves the head leaves as one.
/// </summary>
internal static class TimeSlot
{
    /// <summary>Milliseconds.</summary>
    public const long Length = 2 * 60 * 60 * 1000;

    /// <summary>The first instant of the slot that an instant lies in.</summary>
    public static long StartOf(long time) => time - (((time % Length) + Length) % Length);
}
