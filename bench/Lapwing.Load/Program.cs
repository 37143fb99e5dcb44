using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

// Loads a whole server: N HTTP targets at an interval against a local server in this process, for a time; then tells what it cost.
//   Lapwing.Load LAPWING [targets=1000] [interval=1s] [seconds=60] [warmup=60]
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: Lapwing.Load PATH-TO-LAPWING [targets=1000] [interval=1s] [seconds=60] [warmup=60]");
    return 2;
}

var options = args.Skip(1).Select(arg => arg.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
var targets = int.Parse(options.GetValueOrDefault("targets", "1000"), CultureInfo.InvariantCulture);
var interval = options.GetValueOrDefault("interval", "1s");
var seconds = int.Parse(options.GetValueOrDefault("seconds", "60"), CultureInfo.InvariantCulture);
var warmup = int.Parse(options.GetValueOrDefault("warmup", "60"), CultureInfo.InvariantCulture);

await using var target = await LoadTarget.StartAsync();
var folder = Directory.CreateTempSubdirectory("lapwing-load");
var config = new StringBuilder("apis:\n");
for (var i = 0; i < targets; i++)
{
    config.Append(CultureInfo.InvariantCulture, $"  - {{ name: target-{i}, url: \"{target.Address}probe/{i}\", interval: {interval} }}\n");
}

await File.WriteAllTextAsync(Path.Combine(folder.FullName, "lapwing.yml"), config.ToString());
using var lapwing = Process.Start(new ProcessStartInfo(args[0],
    ["run", "--config", Path.Combine(folder.FullName, "lapwing.yml"), "--data", folder.FullName, "--listen", "127.0.0.1:8123", "--log-level", "Warning"])
{
    RedirectStandardOutput = true,
})!;
try
{
    using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:8123") };
    await WaitAsync(TimeSpan.FromSeconds(warmup));
    var before = (Cpu: Cpu(), Probes: target.Answered, Rss: Rss());
    await WaitAsync(TimeSpan.FromSeconds(seconds));
    var after = (Cpu: Cpu(), Probes: target.Answered, Rss: Rss());
    var metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));

    var probes = after.Probes - before.Probes;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
        | targets x interval | probes done / wanted | CPU-s per 1000 probes | lateness p99 at most | skipped | RSS MiB after {warmup} s, {warmup + seconds} s |
        |---|---|---|---|---|---|
        | {targets} x {interval} | {probes} | {(after.Cpu - before.Cpu).TotalSeconds / probes * 1000:0.000} | {Quantile(metrics, 0.99) * 1000:0.###} ms | {Value(metrics, "lapwing_runs_skipped_total")} | {before.Rss >> 20}, {after.Rss >> 20} |
        """));
}
finally
{
    lapwing.Kill(entireProcessTree: true);
    await lapwing.WaitForExitAsync();
    folder.Delete(recursive: true);
}

return 0;

static Task WaitAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, CancellationToken.None);

TimeSpan Cpu()
{
    lapwing.Refresh();
    return lapwing.TotalProcessorTime;
}

long Rss()
{
    lapwing.Refresh();
    return lapwing.WorkingSet64;
}

static double Value(string metrics, string name) =>
    double.Parse(Regex.Match(metrics, $"^{name} (.*)$", RegexOptions.Multiline).Groups[1].Value, CultureInfo.InvariantCulture);

static double Quantile(string metrics, double q)
{
    var buckets = Regex.Matches(metrics, """^lapwing_run_lateness_seconds_bucket\{le="(.*)"\} (.*)$""", RegexOptions.Multiline)
        .Select(match => (Bound: match.Groups[1].Value, Count: double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))).ToList();
    var bound = buckets.First(bucket => bucket.Count >= q * buckets[^1].Count).Bound;
    return bound == "+Inf" ? double.PositiveInfinity : double.Parse(bound, CultureInfo.InvariantCulture);
}
