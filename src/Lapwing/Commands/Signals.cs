using System.Runtime.InteropServices;

namespace Lapwing.Commands;

/// <summary>
/// Turns SIGTERM and Ctrl-C into <see cref="Stop"/> and SIGHUP into <see cref="Hangup"/>, while it lives. A second Ctrl-C ends the process at once.
/// </summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations;

    public Signals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnStop),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnStop),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            Hangup?.Invoke();
        }),
    ];

    public event Action? Hangup;

    public CancellationToken Stop => _stop.Token;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
    }

    private void OnStop(PosixSignalContext context)
    {
        if (_stop.IsCancellationRequested)
            return; // the second time the default holds
        context.Cancel = true;
        _stop.Cancel();
    }
}
