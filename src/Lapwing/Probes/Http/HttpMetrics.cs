namespace Lapwing.Probes.Http;

/// <summary>The numbers of a run, under the names and with the values that blackbox_exporter gives them, always in one order.</summary>
internal static class HttpMetrics
{
    private static readonly Tags[] PhaseTags = [.. HttpPhases.All.Select(phase => new Tags(("phase", phase.Name)))];

    /// <param name="run">The run, ended.</param>
    /// <param name="success">Whether the target is healthy.</param>
    /// <param name="hasRegex">Whether a regular expression was among the conditions.</param>
    public static ReadOnlyMemory<Measurement> Of(HttpRun run, bool success, bool hasRegex)
    {
        var all = new Measurement[12 + PhaseTags.Length];
        var count = 0;
        all[count++] = new("probe_success", success ? 1 : 0);
        all[count++] = new("probe_duration_seconds", run.Phases.Whole.TotalSeconds);
        all[count++] = new("probe_dns_lookup_time_seconds", run.Phases[HttpPhase.Resolve].TotalSeconds);
        all[count++] = new("probe_ip_protocol", run.IpProtocol);
        all[count++] = new("probe_http_status_code", run.Status);
        all[count++] = new("probe_http_version", run.HttpVersion is { } version ? version.Major + (version.Minor / 10.0) : 0);
        all[count++] = new("probe_http_redirects", run.Redirects);
        all[count++] = new("probe_http_ssl", run.IsSecure ? 1 : 0);
        all[count++] = new("probe_http_content_length", run.ContentLength ?? -1);
        all[count++] = new("probe_http_uncompressed_body_length", run.UncompressedLength);
        foreach (var phase in HttpPhases.All)
        {
            all[count++] = new("probe_http_duration_seconds", run.Phases[phase].TotalSeconds, PhaseTags[(int)phase]);
        }

        if (hasRegex)
        {
            all[count++] = new("probe_failed_due_to_regex", run.FailedByRegex ? 1 : 0);
        }

        // Last, for it comes and goes where a redirect leads to TLS.
        if (run.IsSecure || run.CertificateEnd is not null)
        {
            all[count++] = new("probe_ssl_earliest_cert_expiry", run.CertificateEnd?.ToUnixTimeSeconds() ?? double.NaN);
        }

        return all.AsMemory(0, count);
    }
}
