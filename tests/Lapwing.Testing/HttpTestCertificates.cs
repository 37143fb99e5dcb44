using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lapwing.Testing;

/// <summary>A certificate authority made for one test, which issues what the test needs.</summary>
public sealed class HttpTestCertificates : IDisposable
{
    private readonly List<X509Certificate2> _issued = [];

    /// <param name="name">What the authority is called.</param>
    /// <param name="above">The authority that vouches for this one. Default: none, it is a root.</param>
    /// <param name="end">When it ends, counted from now.</param>
    public HttpTestCertificates(string name = "Test authority", HttpTestCertificates? above = null, TimeSpan? end = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Authority = above is null
            ? request.CreateSelfSigned(Now.AddYears(-5), Now + (end ?? TimeSpan.FromDays(3650)))
            : above.Sign(request, key, end ?? TimeSpan.FromDays(365));
    }

    public X509Certificate2 Authority { get; }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>A certificate for <paramref name="name"/>, a host name or an IP address.</summary>
    /// <param name="name">Whom it is for.</param>
    /// <param name="end">When it ends, counted from now.</param>
    public X509Certificate2 Issue(string name = "localhost", TimeSpan? end = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        return Sign(request, key, end ?? TimeSpan.FromDays(90));
    }

    /// <summary>Writes a certificate, and beside it its key where it is known, as PEM.</summary>
    public static (string Certificate, string Key) Write(X509Certificate2 certificate, string folder, string name)
    {
        var (certificateFile, keyFile) = (Path.Combine(folder, $"{name}.crt"), Path.Combine(folder, $"{name}.key"));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }

    public void Dispose()
    {
        Authority.Dispose();
        _issued.ForEach(certificate => certificate.Dispose());
    }

    private X509Certificate2 Sign(CertificateRequest request, ECDsa key, TimeSpan end)
    {
        // By name and key, for given the certificate it would refuse what outlives the authority.
        var signing = X509SignatureGenerator.CreateForECDsa(Authority.GetECDsaPrivateKey()!);
        using var bare = request.Create(Authority.SubjectName, signing, Now.AddYears(-1), Now + end, Guid.NewGuid().ToByteArray());
        var certificate = bare.CopyWithPrivateKey(key);
        _issued.Add(certificate);
        return certificate;
    }
}
