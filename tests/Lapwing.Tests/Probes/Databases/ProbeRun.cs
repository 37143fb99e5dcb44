using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Probes.Databases;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Tests.Probes.Databases;

/// <summary>A database probe with a clock that only the test moves.</summary>
internal sealed class ProbeRun : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly DatabaseProbe _probe;

    public ProbeRun(DatabaseEngine engine, string connection, params (string Metric, string Sql)[] queries) => _probe = new(
        new()
        {
            Engine = engine,
            Connection = new(connection),
            Queries = new([.. queries.Select(query => new QueryConfig { Metric = query.Metric, Sql = query.Sql })]),
            Timeout = TimeSpan.FromSeconds(30),
        },
        _time);

    public DatabaseProbe Probe => _probe;

    /// <summary>One round, so long after the last one.</summary>
    public Task<ProbeResult> RunAsync(TimeSpan after = default)
    {
        _time.Advance(after);
        return _probe.RunAsync(TestContext.Current.CancellationToken).AsTask();
    }

    public ValueTask DisposeAsync() => _probe.DisposeAsync();
}

/// <summary>Looks into what a probe brought back.</summary>
internal static class ProbeResults
{
    extension(ProbeResult result)
    {
        public double Value(string metric, params ReadOnlySpan<(string, string)> tags)
        {
            var wanted = new Tags(tags);
            foreach (var measurement in result.Measurements.Span)
            {
                if (measurement.Name == metric && (measurement.Tags.Equals(wanted) || tags.IsEmpty))
                    return measurement.Value;
            }

            Assert.Fail($"There is no {metric} among: {string.Join(", ", result.Names)}. {result.Error?.Message} {result.Notice}");
            return default;
        }

        public IReadOnlyList<string> Names => [.. result.Measurements.ToArray().Select(measurement => measurement.Name).Distinct()];

        public IReadOnlyList<Measurement> Of(string metric) =>
            [.. result.Measurements.ToArray().Where(measurement => measurement.Name == metric)];

        public ProbeResult Healthy()
        {
            Assert.True(result.Error is null, result.Error?.Message);
            return result;
        }

        public ProbeError Failure(ProbeErrorKind kind)
        {
            Assert.NotNull(result.Error);
            Assert.True(result.Error.Kind == kind, $"{result.Error.Kind}: {result.Error.Message}");
            return result.Error;
        }
    }
}
