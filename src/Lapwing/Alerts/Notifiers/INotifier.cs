namespace Lapwing.Alerts.Notifiers;

/// <summary>
/// A way to tell people of alerts. To add one: its options in <c>Config/ReceiverConfig.cs</c>, one file here that implements this interface, and
/// one line in <see cref="NotifierSet"/>.
/// </summary>
/// <remarks>
/// Each notifier stands behind a queue of its own and is called by one loop, one alert after the other; it may take its time and may
/// throw: the failure is logged and counted, and the next alert comes. One that is disposable is disposed once nothing comes any more.
/// </remarks>
internal interface INotifier
{
    /// <summary>For logs and metrics; free of secrets.</summary>
    string Name { get; }

    /// <summary>Whether it is to be told of an alert at all. Called on the pass of a sample: it must not wait.</summary>
    bool Wants(Alert alert) => true;

    Task NotifyAsync(Alert alert, CancellationToken cancellation);
}
