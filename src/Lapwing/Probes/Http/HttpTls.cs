using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Lapwing.Config;

namespace Lapwing.Probes.Http;

/// <summary>How a target's TLS is done: whom we trust, who we are, and whom we expect. Its files are read once, at construction.</summary>
internal sealed class HttpTls : IDisposable
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");
    private static readonly List<SslApplicationProtocol> Http1 = [SslApplicationProtocol.Http11];
    private static readonly List<SslApplicationProtocol> Http2 = [SslApplicationProtocol.Http2];
    private static readonly List<SslApplicationProtocol> Either = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];

    // Whether the server is trusted we find out ourselves, so that SslStream need not load anything for it.
    private static readonly X509ChainPolicy TrustsNobody = new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
    };

    private readonly ApiConfig _config;
    private readonly string[] _files;
    private readonly DateTime _written;
    private readonly ServerTrust _trust;
    private readonly SslStreamCertificateContext? _ownCertificate;

    /// <exception cref="HttpFailedException">A file cannot be read.</exception>
    public HttpTls(ApiConfig config, TimeProvider time)
    {
        _config = config;
        _files = [.. new[] { config.Tls.CaFile, config.Tls.CertFile, config.Tls.KeyFile }.OfType<string>()];
        try
        {
            _written = LastWritten();
            _trust = new(TrustPolicy(config.Tls.CaFile), time);
            _ownCertificate = OwnCertificate(config.Tls);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new HttpFailedException(ProbeErrorKind.Tls, $"the files of tls cannot be used: {e.Message}", transient: false);
        }
    }

    /// <summary>Whether a file has been written since: certificates are renewed while Lapwing runs.</summary>
    public bool IsOutdated => _files.Length > 0 && LastWritten() != _written;

    /// <summary>The options of one connection, which tell <paramref name="run"/> about the server's certificate.</summary>
    public SslClientAuthenticationOptions OptionsFor(string host, HttpRequestMessage request, HttpRun run)
    {
        // A name given for the configured server is wrong for another one that it redirects to.
        var name = host == _config.Url.IdnHost ? _config.Tls.ServerName ?? host : host;
        var options = Options((_, certificate, chain, errors) => Judge(run, name, certificate, chain, errors));
        options.TargetHost = name;
        options.ApplicationProtocols = request switch
        {
            { Version.Major: 1 } => Http1,
            { VersionPolicy: HttpVersionPolicy.RequestVersionExact } => Http2,
            _ => Either,
        };
        return options;
    }

    /// <summary>The options for connections that the handler secures by itself: through a proxy, and HTTP/3.</summary>
    /// <param name="current">The run that is under way.</param>
    public SslClientAuthenticationOptions HandlerOptions(Func<HttpRun> current)
    {
        var options = Options((_, certificate, chain, errors) =>
        {
            var run = current();
            run.Phases.Enter(HttpPhase.Processing);
            return Judge(run, _config.Tls.ServerName ?? run.Url.IdnHost, certificate, chain, errors);
        });
        // Left alone, the handler expects the host of the Host header.
        options.TargetHost = _config.Tls.ServerName ?? (HttpRequestTemplate.HostOf(_config) is null ? null : _config.Url.IdnHost);
        return options;
    }

    public void Dispose() => _ownCertificate?.TargetCertificate.Dispose();

    private SslClientAuthenticationOptions Options(RemoteCertificateValidationCallback judge) => new()
    {
        RemoteCertificateValidationCallback = judge,
        CertificateChainPolicy = TrustsNobody,
        ClientCertificateContext = _ownCertificate,
        // A resumed session shows the certificate of an earlier run, and is not the cost that a new client has.
        AllowTlsResume = false,
    };

    private bool Judge(HttpRun run, string name, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 leaf || chain is null)
        {
            run.CertificateProblem = $"{name} shows no certificate";
            return false;
        }

        // SslStream keeps what came after the leaf in the extra store.
        var sent = chain.ChainPolicy.ExtraStore;
        var end = ServerCertificate.EarliestEnd(leaf, sent);
        var isOther = errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
        run.CertificateEnd = end;
        run.CertificateProblem = _config.Tls.InsecureSkipVerify ? null : _trust.Problem(name, leaf, sent, end, isOther);
        return run.CertificateProblem is null;
    }

    private DateTime LastWritten() => _files.Select(File.GetLastWriteTimeUtc).DefaultIfEmpty().Max();

    private static X509ChainPolicy TrustPolicy(string? authorities)
    {
        // Certificates that a server forgot to send are not fetched from elsewhere: other clients do not get them either.
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.ApplicationPolicy.Add(ServerAuthentication);
        if (authorities is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.ImportFromPemFile(authorities);
            if (policy.CustomTrustStore.Count == 0)
            {
                throw new CryptographicException($"{authorities} holds no certificate");
            }
        }

        return policy;
    }

    private static SslStreamCertificateContext? OwnCertificate(TlsConfig config)
    {
        if (config.CertFile is null)
        {
            return null;
        }

        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(config.CertFile);
        var own = X509Certificate2.CreateFromPemFile(config.CertFile, config.KeyFile);
        return SslStreamCertificateContext.Create(own, chain, offline: true);
    }
}
