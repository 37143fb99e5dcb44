using System.Net.Sockets;
using Lapwing.Alerts;
using Lapwing.Alerts.Notifiers;
using Lapwing.Api;
using Lapwing.Config;
using Lapwing.Ingest;
using Lapwing.Live;
using Lapwing.Probes;
using Lapwing.Scheduling;
using Lapwing.PromQL.Syntax;
using Lapwing.Storage;
using Lapwing.Telemetry;
using Lapwing.Windows;
using Monitor = Lapwing.Probes.Monitor;

namespace Lapwing;

/// <summary>The server: the steps of a sample's way, put together in their order.</summary>
internal sealed partial class LapwingServer : IReload, IAsyncDisposable
{
    private const int ErrorsLogged = 10;

    private readonly ServerOptions _options;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _applying = new(1);
    private readonly Readiness _readiness;

    // The steps, in the order in which the data meets them.
    private readonly Scheduler _scheduler;
    private readonly CpuPool _cpu = new();
    private readonly Monitor _monitor;
    private readonly SeriesStore _store;
    private readonly RunIngest _ingest;
    private readonly TargetWindows _windows;
    private readonly ActiveAlerts _alerts;
    private readonly AlertObserver _rules;
    private readonly NotifierSet _notifiers;
    private readonly LiveHub _live = new();
    private readonly WebApplication _app;

    private int _stopped;

    /// <param name="options">What the command line says.</param>
    /// <param name="config">The configuration to begin with.</param>
    /// <param name="createProbe">Makes the probe of a target; tests put in their own.</param>
    /// <exception cref="StoreException">The folder of what is kept cannot be used.</exception>
    public LapwingServer(ServerOptions options, LapwingConfig config, Func<TargetConfig, IProbe>? createProbe = null)
    {
        _options = options;
        _loggers = LoggerFactory.Create(logging => Logging.Configure(logging, options.LogLevel));
        _logger = _loggers.CreateLogger<LapwingServer>();
        _store = SeriesStore.Open(Storing(options, config), _time);
        _readiness = new(StoreTroubles);
        _windows = new TargetWindows(config.Defaults.Window, _store);
        _notifiers = new NotifierSet(
            [new LogNotifier(_loggers.CreateLogger<LogNotifier>()), new ConsoleNotifier(options.Console)], _time, _loggers);
        _alerts = new ActiveAlerts([_notifiers, _live]);
        _rules = new AlertObserver(_store, _alerts, _time);
        _ingest = new RunIngest(_store, [_windows, _rules, _live], _loggers.CreateLogger<RunIngest>());
        _scheduler = new Scheduler(_time, _loggers.CreateLogger<Scheduler>());
        _monitor = new Monitor(_scheduler, createProbe ?? new ProbeFactory(_cpu, _time).Create, _ingest, _time, _loggers);
        _app = BuildWeb(options.Listen.Count > 0 ? options.Listen : config.Listen);
    }

    public SeriesStore Store => _store;

    public TargetWindows Windows => _windows;

    public ActiveAlerts Alerts => _alerts;

    public Monitor Monitor => _monitor;

    public RunIngest Ingest => _ingest;

    public LiveHub Live => _live;

    /// <summary>Where the server listens, such as <c>http://127.0.0.1:8000</c>; known once it has started.</summary>
    public IReadOnlyCollection<string> Urls => [.. _app.Urls];

    /// <summary>Begins to listen and to watch.</summary>
    /// <exception cref="ListenException">An address cannot be listened on.</exception>
    public async Task StartAsync(LapwingConfig config)
    {
        await ListenAsync(_options.Listen.Count > 0 ? _options.Listen : config.Listen);
        await ApplyAsync(config);
        _readiness.IsReady = true;
    }

    public async Task<IReadOnlyList<string>> ReloadAsync()
    {
        if (_options.Load is not { } load)
            return ["this server runs without a configuration file: there is nothing to read again"];
        var result = load();
        if (result.Config is not { } config)
        {
            LogReloadRefused(result.Errors.Count, string.Join("; ", result.Errors.Take(ErrorsLogged)));
            return [.. result.Errors.Select(error => error.ToString())];
        }

        await ApplyAsync(config);
        LogReloaded();
        return [];
    }

    /// <summary>
    /// Stops in the order of the data: no new runs, those under way finish within the grace, notifications are sent, then clients go.
    /// </summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
            return;
        var started = _readiness.IsReady;
        _readiness.IsReady = false;
        await _monitor.StopAsync(_options.StopGrace);
        await _notifiers.StopAsync(_options.StopGrace);
        await _live.DisposeAsync();
        using var limit = new CancellationTokenSource(_options.StopGrace, _time);
        await _app.StopAsync(limit.Token);
        await _cpu.DisposeAsync();
        await _store.DisposeAsync();
        if (started)
            LogStopped();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _app.DisposeAsync();
        _loggers.Dispose();
        _applying.Dispose();
    }

    private StoreOptions Storing(ServerOptions options, LapwingConfig config) => new()
    {
        Folder = options.Data ?? config.Data,
        OutOfOrderWindow = config.Storage.OutOfOrderWindow,
        Fsync = config.Storage.Fsync,
        Retention = config.Retention.Time,
        MaxBytes = config.Retention.Size.Bytes,
        FiveMinutesRetention = config.Retention.FiveMinutes,
        HourRetention = config.Retention.Hours,
        RetentionRules = [.. config.RetentionRules.Select(rule => new RetentionRule(((VectorSelector)Expr.Parse(rule.Match).Expression!).AllMatchers, rule.Time))],
        Warn = LogStorage,
    };

    private async Task ListenAsync(IEnumerable<string> addresses)
    {
        try
        {
            await _app.StartAsync();
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new ListenException($"Cannot listen on {string.Join(", ", addresses)}: {e.GetBaseException().Message}.", e);
        }
    }

    private async Task ApplyAsync(LapwingConfig config)
    {
        await _applying.WaitAsync();
        try
        {
            _rules.Apply(RuleSet.From(config));
            await _notifiers.ApplyAsync(config, _options.StopGrace);
            await _monitor.ApplyAsync(TargetModel.All(config));
        }
        finally
        {
            _applying.Release();
        }
    }

    private WebApplication BuildWeb(IEnumerable<string> listen)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "lapwing" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => WebHosting.Configure(kestrel, listen));
        builder.Services
            .AddSingleton(_loggers).AddSingleton(_time).AddSingleton(_readiness).AddSingleton<IReload>(this)
            .AddSingleton(_windows).AddSingleton(_alerts).AddSingleton(_live)
            .AddSingleton(new TargetViews(_monitor, _store, _windows, _time))
            .AddSingleton(SelfMetrics())
            .AddSingleton<IHostLifetime, NoLifetime>();
        WebHosting.AddApi(builder.Services, _options.DescribeApi);

        var app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(30), KeepAliveTimeout = TimeSpan.FromSeconds(30) });
        WebHosting.Map(app);
        return app;
    }

    private MetricRegistry SelfMetrics() => new MetricRegistry()
        .Gauge("lapwing_targets", "Targets that are watched.", () => _monitor.Targets.Count())
        .Gauge("lapwing_targets_unhealthy", "Targets whose last run found them unhealthy.",
            () => _monitor.Targets.Count(target => target.Latest?.Result.Error is not null))
        .Gauge("lapwing_runs_in_progress", "Runs of targets going on.", () => _scheduler.Running)
        .Counter("lapwing_runs_skipped_total", "Due times skipped because the run before still went on.", () => _scheduler.Skipped)
        .Histogram("lapwing_run_lateness_seconds", "How much later than due runs began.", _scheduler.Lateness)
        .Counters("lapwing_runs_total", "Runs made, by kind of source.", "source", () => _monitor.Totals.Runs)
        .Counters("lapwing_runs_failed_total", "Runs that found their target unhealthy.", "source", () => _monitor.Totals.Failed)
        .Counters("lapwing_retries_total", "Attempts made after the first of their run.", "source", () => _monitor.Totals.Retries)
        .Counter("lapwing_ingested_samples_total", "Samples stored.", () => _ingest.Samples)
        .Counter("lapwing_ingested_batches_total", "Batches of samples stored: one a run.", () => _ingest.Batches)
        .Gauge("lapwing_head_series", "Series in memory.", () => _store.Figures.Series)
        .Gauge("lapwing_head_index_bytes", "Memory of the labels of the series in memory.", () => _store.Figures.IndexBytes)
        .Gauge("lapwing_head_bytes", "Memory of the samples.", () => _store.Figures.HeadBytes)
        .Gauge("lapwing_storage_blocks", "Blocks that are read.", () => _store.Figures.Blocks)
        .Gauge("lapwing_storage_blocks_broken", "Blocks that are there but cannot be read.", () => _store.Figures.BrokenBlocks)
        .Gauge("lapwing_storage_block_bytes", "Bytes of the files of blocks.", () => _store.Figures.BlockBytes)
        .Gauge("lapwing_storage_tier_bytes", "Bytes of the files of buckets of five minutes and of an hour.", () => _store.Figures.TierBytes)
        .Counter("lapwing_storage_compactions_total", "Times that blocks were made one of.", () => _store.Figures.Compactions)
        .Counter("lapwing_storage_unlogged_samples_total", "Samples kept in memory only, because they could not be written.", () => _store.Figures.Unlogged)
        .Gauge("lapwing_storage_failing", "1 while samples cannot be written, else 0.", () => _store.Trouble is null ? 0 : 1)
        .Counters("lapwing_refused_total", "Samples and series not stored, by reason.", "reason", Refused)
        .Gauge("lapwing_alerts_firing", "Alerts that are firing.", () => _alerts.Firing().Count)
        .Counter("lapwing_alerts_fired_total", "Alerts raised.", () => _alerts.Fired)
        .Counter("lapwing_alerts_resolved_total", "Alerts over.", () => _alerts.Resolved)
        .Counters("lapwing_notifications_total", "Notifications sent.", "notifier", () => _notifiers.Queues.Select(queue => (queue.Name, (double)queue.Sent)))
        .Counters("lapwing_notifications_failed_total", "Notifications that could not be sent.", "notifier",
            () => _notifiers.Queues.Select(queue => (queue.Name, (double)queue.Failed)))
        .Counters("lapwing_notifications_dropped_total", "Notifications lost because a queue was full.", "notifier",
            () => _notifiers.Queues.Select(queue => (queue.Name, (double)queue.Dropped)))
        .Gauge("lapwing_live_clients", "WebSocket clients.", () => _live.Clients)
        .Counter("lapwing_live_dropped_total", "Updates left out because clients were too slow.", () => _live.Dropped)
        .AddProcess();

    private IEnumerable<string> StoreTroubles()
    {
        if (_store.Trouble is { } trouble)
            yield return trouble;
        if (!_store.Replayed.IsCompleted)
            yield return "samples from before the start are still being read.";
    }

    private IEnumerable<(string, double)> Refused()
    {
        var figures = _store.Figures;
        return
        [
            ("too_old", figures.Refused.TooOld), ("too_far_ahead", figures.Refused.TooFarAhead), ("conflict", figures.Refused.Conflicts),
            ("series_limit", figures.RefusedSeries.TooManySeries), ("too_many_labels", figures.RefusedSeries.TooManyLabels),
            ("label_name_too_long", figures.RefusedSeries.NameTooLong), ("label_value_too_long", figures.RefusedSeries.ValueTooLong),
            ("label_not_text", figures.RefusedSeries.BrokenText),
        ];
    }

    [LoggerMessage(LogLevel.Information, "The new configuration is in force")]
    private partial void LogReloaded();

    [LoggerMessage(LogLevel.Error, "The configuration has {Count} errors and was not taken over; everything goes on as before: {Errors}")]
    private partial void LogReloadRefused(int count, string errors);

    [LoggerMessage(LogLevel.Warning, "The store: {What}")]
    private partial void LogStorage(string what);

    [LoggerMessage(LogLevel.Information, "Stopped")]
    private partial void LogStopped();

    /// <summary>Signals are the command's business, not the web host's.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
