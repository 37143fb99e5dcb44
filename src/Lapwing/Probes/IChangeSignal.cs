namespace Lapwing.Probes;

/// <summary>
/// A probe that knows when something happened before its next round, so that whoever runs it can look at once instead of waiting for the
/// interval to pass.
/// </summary>
internal interface IChangeSignal
{
    /// <summary>
    /// Raised when the target has changed since the last round began; then not again until the next round has begun. It comes on a thread
    /// that all probes share: a handler only takes note, and neither waits nor throws. Who runs extra rounds sees to it that they do
    /// not follow each other too closely.
    /// </summary>
    event Action? Changed;
}
