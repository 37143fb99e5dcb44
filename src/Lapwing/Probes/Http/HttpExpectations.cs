using System.Globalization;
using Lapwing.Config;

namespace Lapwing.Probes.Http;

/// <summary>
/// All conditions of <c>expect</c>. A condition that fails is a finding about the target and is not tried again at once, but for the
/// statuses by which a server asks for that: 429, 502, 503 and 504.
/// </summary>
internal sealed class HttpExpectations(ApiExpectConfig config, CpuPool cpu, TimeProvider time)
{
    private readonly BodyExpectations? _body = config.Body is null ? null : new(config.Body);
    private readonly (string Name, HttpPattern Pattern)[] _headers =
        [.. config.Headers.Select(entry => (entry.Key, new HttpPattern(entry.Value)))];

    private readonly string _statuses = string.Join(", ", config.Status);

    /// <summary>Whether the whole body is needed.</summary>
    public bool NeedsBody => _body is not null;

    /// <summary>Whether a regular expression is among the conditions.</summary>
    public bool HasRegex => _headers.Length > 0 || _body is { HasRegex: true };

    /// <summary>The conditions that do not hold, in the order in which the configuration documents them.</summary>
    public async ValueTask<IReadOnlyList<FailedExpectation>> CheckAsync(HttpAnswer answer, CancellationToken cancellation)
    {
        var failed = new List<FailedExpectation>();
        CheckStatus(answer, failed);
        CheckTime(answer, failed);
        if (_body is not null)
        {
            failed.AddRange(await CheckBodyAsync(_body, answer, cancellation));
        }

        CheckHeaders(answer, failed);
        CheckCertificate(answer, failed);
        return failed;
    }

    /// <summary>The error that conditions which do not hold make.</summary>
    public static ProbeError Error(IReadOnlyList<FailedExpectation> failed, HttpAnswer answer)
    {
        var (condition, expected, actual) = failed[0];
        var asksForRetry = condition == "status" && answer.Status is 429 or 502 or 503 or 504;
        return new(ProbeErrorKind.Expectation, $"{Subject(condition)} is {actual}, expected {expected}", Transient: asksForRetry);
    }

    private void CheckStatus(HttpAnswer answer, List<FailedExpectation> failed)
    {
        foreach (var range in config.Status)
        {
            if (range.Contains(answer.Status))
            {
                return;
            }
        }

        failed.Add(new("status", _statuses, $"{answer.Status}"));
    }

    private void CheckTime(HttpAnswer answer, List<FailedExpectation> failed)
    {
        if (config.MaxResponseTime is { } limit && answer.Run.Phases.Whole > limit)
        {
            failed.Add(new("max_response_time", $"at most {Milliseconds(limit)}", Milliseconds(answer.Run.Phases.Whole)));
        }
    }

    private async Task<List<FailedExpectation>> CheckBodyAsync(BodyExpectations body, HttpAnswer answer, CancellationToken cancellation)
    {
        var failed = body.IsMuchWork(answer)
            ? await cpu.RunAsync(_ => body.Check(answer), cancellation).WaitAsync(cancellation)
            : body.Check(answer);
        answer.Run.FailedByRegex = failed.Exists(condition => condition.Condition == BodyExpectations.Matches);
        return failed;
    }

    private void CheckHeaders(HttpAnswer answer, List<FailedExpectation> failed)
    {
        foreach (var (name, pattern) in _headers)
        {
            var value = answer.Header(name);
            if (value is null || pattern.Matches(value) is not true)
            {
                answer.Run.FailedByRegex = true;
                failed.Add(new($"headers {name}", $"to match {pattern}", value is null ? "missing" : HttpText.Quote(value)));
            }
        }
    }

    private void CheckCertificate(HttpAnswer answer, List<FailedExpectation> failed)
    {
        if (config.Certificate is not { } atLeast)
        {
            return;
        }

        var left = answer.Run.CertificateEnd - time.GetUtcNow();
        if (left is null || left < atLeast)
        {
            failed.Add(new("certificate", $"at least {Days(atLeast)}", left is null ? "unknown, for there was no TLS" : Days(left.Value)));
        }
    }

    private static string Subject(string condition) => condition switch
    {
        "max_response_time" => "response time",
        "certificate" => "certificate lifetime",
        BodyExpectations.Contains or BodyExpectations.Matches => "body",
        _ when condition.StartsWith("headers ", StringComparison.Ordinal) => $"header {condition["headers ".Length..]}",
        _ when condition.StartsWith(BodyExpectations.Json, StringComparison.Ordinal) => condition[(BodyExpectations.Json.Length + 1)..],
        _ => condition,
    };

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.###} ms");

    private static string Days(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0.##} days");
}
