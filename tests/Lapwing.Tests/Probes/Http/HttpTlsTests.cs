using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Lapwing.Config;
using Lapwing.Probes;
using Lapwing.Probes.Http;
using Lapwing.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Time.Testing;

namespace Lapwing.Tests.Probes.Http;

public sealed class HttpTlsTests : IDisposable
{
    private readonly HttpTestCertificates _certificates = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("lapwing-tls-").FullName;

    private string CaFile => HttpTestCertificates.Write(_certificates.Authority, _folder, "ca").Certificate;

    public void Dispose()
    {
        _certificates.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2, 2)]
    [InlineData(HttpProtocols.Http1, 1.1)]
    public async Task A_trusted_server_is_healthy_and_its_certificate_measured(HttpProtocols protocols, double version)
    {
        var certificate = _certificates.Issue("localhost");
        await using var server = await StartAsync(certificate, protocols: protocols);

        var result = await HttpProbing.ProbeAsync(Config(server));

        Assert.Null(result.Error);
        Assert.Equal(1, result.Metric("probe_http_ssl"));
        Assert.Equal(version, result.Metric("probe_http_version"));
        Assert.True(result.Metric("probe_http_duration_seconds", "tls") > 0);
        Assert.Equal(new DateTimeOffset(certificate.NotAfter).ToUnixTimeSeconds(), result.Metric("probe_ssl_earliest_cert_expiry"));
    }

    [Fact]
    public async Task A_version_of_http_can_be_forced_on_tls()
    {
        await using var server = await StartAsync(_certificates.Issue());

        var first = await HttpProbing.ProbeAsync(Config(server) with { HttpVersion = HttpVersionChoice.Http11 });
        var second = await HttpProbing.ProbeAsync(Config(server) with { HttpVersion = HttpVersionChoice.Http2 });

        Assert.Equal(1.1, first.Metric("probe_http_version"));
        Assert.Equal(2, second.Metric("probe_http_version"));
    }

    [Fact]
    public async Task An_intermediate_that_ends_first_counts()
    {
        using var between = new HttpTestCertificates("Between", _certificates, TimeSpan.FromDays(50));
        await using var server = await StartAsync(between.Issue("localhost"), chain: [between.Authority]);

        var result = await HttpProbing.ProbeAsync(Config(server));

        Assert.Equal(new DateTimeOffset(between.Authority.NotAfter).ToUnixTimeSeconds(), result.Metric("probe_ssl_earliest_cert_expiry"));
    }

    [Fact]
    public async Task An_expired_certificate_is_told_with_its_date_and_still_measured()
    {
        var certificate = _certificates.Issue("localhost", TimeSpan.FromDays(-2));
        await using var server = await StartAsync(certificate);

        var result = await HttpProbing.ProbeAsync(Config(server));

        var day = certificate.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd", null);
        Assert.Equal(new ProbeError(ProbeErrorKind.Tls, $"the certificate of localhost expired on {day}", Transient: false), result.Error);
        Assert.Equal(new DateTimeOffset(certificate.NotAfter).ToUnixTimeSeconds(), result.Metric("probe_ssl_earliest_cert_expiry"));
        Assert.Null(result.Headline);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_told_with_both_names()
    {
        await using var server = await StartAsync(_certificates.Issue("other.example"));

        var result = await HttpProbing.ProbeAsync(Config(server));

        Assert.Equal("the certificate of localhost is for other.example", result.Error!.Message);
    }

    [Fact]
    public async Task An_unknown_authority_is_not_trusted()
    {
        using var other = new HttpTestCertificates("Unknown authority");
        await using var server = await StartAsync(other.Issue());

        var result = await HttpProbing.ProbeAsync(Config(server));

        Assert.Equal(ProbeErrorKind.Tls, result.Error!.Kind);
        Assert.Equal(
            "the certificate of localhost is issued by \"CN=Unknown authority\", which is neither sent along nor trusted",
            result.Error.Message);
    }

    [Fact]
    public async Task An_intermediate_that_is_expired_is_named()
    {
        using var between = new HttpTestCertificates("Between", _certificates, TimeSpan.FromDays(-1));
        await using var server = await StartAsync(between.Issue("localhost", TimeSpan.FromDays(-1)), chain: [between.Authority]);

        var result = await HttpProbing.ProbeAsync(Config(server));

        Assert.Contains(" and is issued by \"CN=Between\", which expired on ", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trust_in_one_certificate_is_not_trust_in_the_next()
    {
        using var other = new HttpTestCertificates("Unknown authority");
        var certificate = _certificates.Issue("localhost");
        await using var server = await StartAsync(() => certificate);
        await using var cpu = new CpuPool(1);
        await using var probe = new HttpProbe(Config(server), cpu, TimeProvider.System);

        Assert.Null((await probe.RunOnceAsync()).Error);
        Assert.Null((await probe.RunOnceAsync()).Error);
        certificate = other.Issue("localhost");
        Assert.Equal(ProbeErrorKind.Tls, (await probe.RunOnceAsync()).Error!.Kind);
        certificate = _certificates.Issue("localhost", TimeSpan.FromDays(-1));
        Assert.Contains("expired", (await probe.RunOnceAsync()).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trust_ends_with_the_certificate()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var leaf = _certificates.Issue("localhost");
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_certificates.Authority);
        var trust = new ServerTrust(policy, time);
        Assert.Null(trust.Problem("localhost", leaf, [], time.GetUtcNow().AddMinutes(10), isOther: false));
        policy.CustomTrustStore.Clear();

        time.Advance(TimeSpan.FromMinutes(9));
        Assert.Null(trust.Problem("localhost", leaf, [], time.GetUtcNow().AddMinutes(1), isOther: false));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(trust.Problem("localhost", leaf, [], time.GetUtcNow(), isOther: false));
    }

    [Fact]
    public async Task A_self_signed_certificate_is_called_so()
    {
        await using var server = await StartAsync(_certificates.Authority);

        var result = await HttpProbing.ProbeAsync(Config(server) with { Tls = new() });

        Assert.Contains("is self-signed and not among those trusted", result.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", -2)]
    [InlineData("other.example", 30)]
    public async Task A_certificate_that_is_not_verified_is_still_measured(string name, int days)
    {
        var certificate = _certificates.Issue(name, TimeSpan.FromDays(days));
        await using var server = await StartAsync(certificate);

        var result = await HttpProbing.ProbeAsync(Config(server) with { Tls = new() { InsecureSkipVerify = true } });

        Assert.Null(result.Error);
        Assert.Equal(new DateTimeOffset(certificate.NotAfter).ToUnixTimeSeconds(), result.Metric("probe_ssl_earliest_cert_expiry"));
    }

    [Theory]
    [InlineData(null, "localhost")]
    [InlineData("shop.example", "shop.example")]
    public async Task The_name_asked_for_is_the_host_unless_configured(string? serverName, string asked)
    {
        string? seen = null;
        var certificate = _certificates.Issue(asked);
        await using var server = await StartAsync(certificate, name => seen = name);
        var config = Config(server);

        var result = await HttpProbing.ProbeAsync(config with
        {
            Tls = config.Tls with { ServerName = serverName },
            Headers = new([new("Host", new("other.example"))]),
        });

        Assert.Null(result.Error);
        Assert.Equal(asked, seen);
    }

    [Fact]
    public async Task A_server_that_asks_who_we_are_is_told()
    {
        var seen = "";
        var (certFile, keyFile) = HttpTestCertificates.Write(_certificates.Issue("probe"), _folder, "own");
        await using var server = await HttpTestServer.StartAsync(
            context =>
            {
                seen = context.Connection.ClientCertificate!.Subject;
                return Task.CompletedTask;
            },
            listen => listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = _certificates.Issue(),
                ClientCertificateMode = ClientCertificateMode.RequireCertificate,
                ClientCertificateValidation = (_, _, _) => true,
            }));
        var config = Config(server);

        var known = await HttpProbing.ProbeAsync(config with { Tls = config.Tls with { CertFile = certFile, KeyFile = keyFile } });
        var unknown = await HttpProbing.ProbeAsync(config);

        Assert.Null(known.Error);
        Assert.Equal("CN=probe", seen);
        Assert.NotNull(unknown.Error);
    }

    [Fact]
    public async Task A_file_that_is_missing_is_named_and_found_once_it_is_there()
    {
        var caFile = Path.Combine(_folder, "later.crt");
        await using var server = await StartAsync(_certificates.Issue());
        await using var cpu = new CpuPool(1);
        await using var probe = new HttpProbe(Config(server) with { Tls = new() { CaFile = caFile } }, cpu, TimeProvider.System);

        var before = await probe.RunOnceAsync();
        File.Copy(CaFile, caFile);
        var after = await probe.RunOnceAsync();

        Assert.Equal(ProbeErrorKind.Tls, before.Error!.Kind);
        Assert.Contains(caFile, before.Error.Message, StringComparison.Ordinal);
        Assert.Null(after.Error);
    }

    [Fact]
    public async Task A_renewed_file_is_used_without_a_restart()
    {
        using var other = new HttpTestCertificates();
        var caFile = HttpTestCertificates.Write(other.Authority, _folder, "renewed").Certificate;
        await using var server = await StartAsync(_certificates.Issue());
        await using var cpu = new CpuPool(1);
        await using var probe = new HttpProbe(Config(server) with { Tls = new() { CaFile = caFile } }, cpu, TimeProvider.System);

        var before = await probe.RunOnceAsync();
        File.Copy(CaFile, caFile, overwrite: true);
        File.SetLastWriteTimeUtc(caFile, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1));
        var after = await probe.RunOnceAsync();

        Assert.Equal(ProbeErrorKind.Tls, before.Error!.Kind);
        Assert.Null(after.Error);
    }

    [Fact]
    public async Task A_kept_connection_is_still_judged_by_its_certificate()
    {
        await using var server = await StartAsync(_certificates.Issue("localhost", TimeSpan.FromDays(3)));
        await using var cpu = new CpuPool(1);
        var config = Config(server) with { KeepAlive = true, Expect = new() { Certificate = TimeSpan.FromDays(14) } };
        await using var probe = new HttpProbe(config, cpu, TimeProvider.System);

        var first = await probe.RunOnceAsync();
        var second = await probe.RunOnceAsync();

        Assert.Equal(1, server.Connections);
        Assert.Equal(first.Error, second.Error);
        Assert.StartsWith("certificate lifetime is 3 days, expected at least 14 days", first.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", null)]
    [InlineData("other.example", "the certificate of localhost is for other.example")]
    public async Task Through_the_tunnel_of_a_proxy_the_certificate_is_judged_all_the_same(string name, string? error)
    {
        var certificate = _certificates.Issue(name);
        await using var server = await StartAsync(certificate);
        await using var proxy = new HttpRawServer((connection, stop) => TunnelAsync(connection, server.Port, stop));

        var result = await HttpProbing.ProbeAsync(Config(server) with { Proxy = proxy.Url });

        Assert.Equal(error, result.Error?.Message);
        Assert.True(result.Metric("probe_http_duration_seconds", "tls") > 0);
        Assert.Equal(new DateTimeOffset(certificate.NotAfter).ToUnixTimeSeconds(), result.Metric("probe_ssl_earliest_cert_expiry"));
    }

    [Fact]
    public async Task A_redirect_to_tls_is_measured_as_tls()
    {
        await using var secure = await StartAsync(_certificates.Issue());
        await using var plain = await HttpTestServer.StartAsync(context =>
        {
            context.Response.Redirect(secure.Url("/", "https", "localhost").ToString());
            return Task.CompletedTask;
        });

        var result = await HttpProbing.ProbeAsync(Config(secure) with { Url = plain.Url() });

        Assert.Null(result.Error);
        Assert.Equal(1, result.Metric("probe_http_ssl"));
        Assert.True(result.Has("probe_ssl_earliest_cert_expiry"));
    }

    private ApiConfig Config(HttpTestServer server) =>
        new() { Url = server.Url("/", "https", "localhost"), Ip = IpChoice.Ipv4, Tls = new() { CaFile = CaFile } };

    private static Task<HttpTestServer> StartAsync(
        X509Certificate2 certificate,
        Action<string?>? asked = null,
        X509Certificate2Collection? chain = null,
        HttpProtocols protocols = HttpProtocols.Http1AndHttp2) => StartAsync(() => certificate, asked, chain, protocols);

    private static Task<HttpTestServer> StartAsync(
        Func<X509Certificate2> certificate,
        Action<string?>? asked = null,
        X509Certificate2Collection? chain = null,
        HttpProtocols protocols = HttpProtocols.Http1AndHttp2) =>
        HttpTestServer.StartAsync(context => context.Response.WriteAsync("ok"), listen =>
        {
            listen.Protocols = protocols;
            listen.UseHttps(https =>
            {
                https.ServerCertificateSelector = (_, name) =>
                {
                    asked?.Invoke(name);
                    return certificate();
                };
                https.OnAuthenticate = (_, options) =>
                {
                    if (chain is not null)
                    {
                        options.ServerCertificateSelectionCallback = null;
                        options.ServerCertificateContext = SslStreamCertificateContext.Create(certificate(), chain, offline: true);
                    }
                };
            });
        });

    private static async Task TunnelAsync(Stream connection, int port, CancellationToken stop)
    {
        await HttpRawServer.ReadHeadAsync((System.Net.Sockets.NetworkStream)connection, stop);
        await connection.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 Connected\r\n\r\n"), stop);
        using var target = new System.Net.Sockets.TcpClient("127.0.0.1", port);
        await using var through = target.GetStream();
        await Task.WhenAny(connection.CopyToAsync(through, stop), through.CopyToAsync(connection, stop));
    }
}
