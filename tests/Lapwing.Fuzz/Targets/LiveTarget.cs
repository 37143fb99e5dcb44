using System.Text.Json;
using Lapwing.Alerts;
using Lapwing.Api;
using Lapwing.Live;
using Lapwing.Probes;
using Lapwing.Scheduling;
using Lapwing.Testing;
using Lapwing.Windows;
using Microsoft.Extensions.Logging.Abstractions;
using Monitor = Lapwing.Probes.Monitor;

namespace Lapwing.Fuzz.Targets;

/// <summary>What a WebSocket client sends; 0x1E in the input ends a message. Every answer is JSON, and none is long.</summary>
internal sealed class LiveTarget : IFuzzTarget
{
    /// <summary>A complaint names what is wrong; it does not send it back.</summary>
    private const int LongestAnswer = 2000;

    /// <summary>A megabyte of empty messages, each of them answered, may take its time.</summary>
    private const int LongestInput = 100_000;

    private readonly LiveHub _hub = new();
    private readonly ActiveAlerts _alerts = new([]);
    private readonly TargetWindows _windows;
    private readonly TargetViews _views;

    public LiveTarget()
    {
        var time = TimeProvider.System;
        var monitor = new Monitor(
            new Scheduler(time, NullLogger<Scheduler>.Instance), _ => throw new NotSupportedException(), new NoSink(), time, NullLoggerFactory.Instance);
        var store = new TempStore(time);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => store.DisposeAsync().AsTask().Wait();
        _windows = new(10, store.Store);
        _views = new(monitor, store.Store, _windows, time);
    }

    public string Words => "{\"subscribe\": [\"targets\", \"alerts\", \"samples\"]} {} [] null true 1 \"\" \\ud800 \\u0000 , : \" \u001e \ufeff // é";

    public void Run(ReadOnlySpan<byte> input)
    {
        var socket = new ScriptedSocket(input[..Math.Min(input.Length, LongestInput)].ToArray());
        new LiveClient(socket, _hub, _views, _alerts, _windows, TimeProvider.System, NullLogger<LiveClient>.Instance)
            .RunAsync(CancellationToken.None).GetAwaiter().GetResult();
        BrokenPromiseException.ThrowUnless(_hub is { Clients: 0, Wanted: LiveStream.None });
        foreach (var answer in socket.Sent)
        {
            BrokenPromiseException.ThrowUnless(answer.Length < LongestAnswer);
            using var json = JsonDocument.Parse(answer);
        }
    }

    private sealed class NoSink : IRunSink
    {
        public void Accept(TargetState target, ProbeRun run)
        {
        }

        public void Forget(TargetState target)
        {
        }
    }
}
