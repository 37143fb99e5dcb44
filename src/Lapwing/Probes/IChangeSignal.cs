namespace Lapwing.Probes;

/// <summary>
/// A probe that learns of changes before its next round. The monitor answers a signal with an extra run and keeps signals of one target
/// <c>Monitor.ExtraRunGap</c> apart, so a probe may signal as often as it likes, from any thread.
/// </summary>
internal interface IChangeSignal
{
    event Action? Changed;
}
