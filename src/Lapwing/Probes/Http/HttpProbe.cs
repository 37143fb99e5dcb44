using Lapwing.Config;

namespace Lapwing.Probes.Http;

/// <summary>
/// Asks an HTTP endpoint, follows its redirects, reads the response to the end and judges it. Unless told to keep it, every run opens a
/// connection of its own, so that names, network and TLS are watched too.
/// </summary>
/// <remarks>
/// HTTP/3 connects within its own library: its <c>resolve</c>, <c>connect</c> and <c>tls</c> count as <c>processing</c>.
/// </remarks>
/// <param name="config">What is asked, and what must hold.</param>
/// <param name="cpu">Where conditions on large bodies are judged.</param>
/// <param name="time">All times are taken from it.</param>
/// <param name="lookup">Asks for addresses; default: the system.</param>
internal sealed class HttpProbe(ApiConfig config, CpuPool cpu, TimeProvider time, HostLookup? lookup = null) : IProbe
{
    private readonly HttpRequestTemplate _requests = new(config);
    private readonly HttpExpectations _expectations = new(config.Expect, cpu, time);
    private HttpChannel? _channel;
    private HttpRun? _run;

    /// <summary>How far the run has come that is under way, or was last.</summary>
    internal HttpPhase? Phase => _run?.Phases.Current;

    public async ValueTask<ProbeResult> RunAsync(CancellationToken cancellation)
    {
        var run = new HttpRun(config.Url, time, cancellation);
        if (config.KeepAlive && _run is not null)
        {
            run.Keep(_run);
        }

        _run = run;
        try
        {
            using var response = await FollowAsync(run);
            return await ReadAsync(run, response);
        }
        catch (Exception e)
        {
            run.GiveUp();
            cancellation.ThrowIfCancellationRequested();
            return Failed(run, HttpFailure.Describe(e, run));
        }
    }

    public ProbeResult TimedOut(TimeSpan timeout)
    {
        var run = _run ?? new HttpRun(config.Url, time, CancellationToken.None);
        run.Phases.End();
        // The caller did wait that long: what the target would have taken is at least that.
        return Failed(run, HttpFailure.TimedOut(run, timeout)) with { Headline = timeout.TotalMilliseconds };
    }

    public ValueTask DisposeAsync()
    {
        _run?.GiveUp();
        _channel?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The first response that is not a redirect to follow.</summary>
    private async ValueTask<HttpResponseMessage> FollowAsync(HttpRun run)
    {
        var channel = Channel();
        var hop = _requests.Start;
        while (true)
        {
            var response = await channel.SendAsync(_requests.Create(hop, run));
            run.Responded(response);
            if (config.MaxRedirects == 0 || hop.After(response) is not { } next)
            {
                return response;
            }

            response.Dispose();
            run.Redirected(next.Url, config.MaxRedirects);
            hop = next;
        }
    }

    private async ValueTask<ProbeResult> ReadAsync(HttpRun run, HttpResponseMessage response)
    {
        run.Phases.Enter(HttpPhase.Transfer);
        var body = new HttpBody();
        var stream = response.Content.ReadAsStream(run.Cancellation);
        await body.ReadAsync(stream, _expectations.NeedsBody, config.MaxBody.Bytes, run.Cancellation);
        run.Phases.End();
        run.IsComplete = true;

        var answer = new HttpAnswer(response, run, await UnpackAsync(run, response, body));
        var failed = await _expectations.CheckAsync(answer, run.Cancellation);
        var result = Judged(run, answer, failed);
        body.Return();
        return result;
    }

    private async ValueTask<ReadOnlyMemory<byte>> UnpackAsync(HttpRun run, HttpResponseMessage response, HttpBody body)
    {
        var encoding = HttpDecompression.EncodingOf(response);
        if (encoding is null || !_expectations.NeedsBody)
        {
            run.UncompressedLength = encoding is null ? body.Length : double.NaN;
            return body.Kept;
        }

        // A few bytes may unpack to a lot of work.
        var unpacked = await cpu
            .RunAsync(cancellation => HttpDecompression.Unpack(body.Kept, encoding, config.MaxBody.Bytes, cancellation), run.Cancellation)
            .WaitAsync(run.Cancellation);
        run.UncompressedLength = unpacked.Length;
        return unpacked;
    }

    private ProbeResult Judged(HttpRun run, HttpAnswer answer, IReadOnlyList<FailedExpectation> failed) => new()
    {
        Headline = run.Phases.Whole.TotalMilliseconds,
        Measurements = HttpMetrics.Of(run, success: failed.Count == 0, _expectations.HasRegex),
        Error = failed.Count == 0 ? null : HttpExpectations.Error(failed, answer),
        Evidence = failed.Count == 0 ? null : run.Evidence(run.Phases.Longest) with { Failed = failed, Body = answer.Preview },
    };

    private ProbeResult Failed(HttpRun run, ProbeError error) => new()
    {
        Measurements = HttpMetrics.Of(run, success: false, _expectations.HasRegex),
        Error = error,
        Evidence = run.Evidence(run.Phases.Current),
    };

    /// <summary>The way to the target, opened anew after a certificate has been replaced.</summary>
    private HttpChannel Channel()
    {
        if (_channel is { IsOutdated: true })
        {
            _channel.Dispose();
            _channel = null;
        }

        return _channel ??= new(config, new HttpResolver(config.Ip, lookup), _requests.NeedsUtf8, time);
    }
}
