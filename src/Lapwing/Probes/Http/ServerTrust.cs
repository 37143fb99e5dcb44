using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lapwing.Probes.Http;

/// <summary>
/// Whether the certificates that a server shows lead to an authority that is trusted.
/// </summary>
/// <remarks>
/// <see cref="System.Net.Security.SslStream"/> would find that out for every connection, and with the 140 authorities of a usual system
/// it takes as long as the rest of the handshake (1.5 of 3 ms). Servers show the same certificates for weeks: a yes holds for the same
/// ones for an hour, though never beyond their end.
/// </remarks>
internal sealed class ServerTrust(X509ChainPolicy policy, TimeProvider time)
{
    /// <summary>How long an authority may go on being trusted that the system has dropped.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private byte[] _trusted = [];
    private DateTimeOffset _until;

    /// <summary>Why a server is not trusted, in one sentence; null when it is.</summary>
    /// <param name="name">Whom we expect.</param>
    /// <param name="leaf">The certificate of the server.</param>
    /// <param name="sent">What it sent along.</param>
    /// <param name="end">When the first of them ends.</param>
    /// <param name="isOther">Whether the certificate is for another name.</param>
    public string? Problem(string name, X509Certificate2 leaf, X509Certificate2Collection sent, DateTimeOffset end, bool isOther)
    {
        var now = time.GetUtcNow();
        var shown = Fingerprint(leaf, sent);
        if (!isOther && now < _until && shown.AsSpan().SequenceEqual(_trusted))
        {
            return null;
        }

        using var chain = new X509Chain { ChainPolicy = policy.Clone() };
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        if (!chain.Build(leaf) || isOther)
        {
            return new ServerCertificate(name, now).Problem(leaf, chain, isOther);
        }

        (_trusted, _until) = (shown, end < now + Remembered ? end : now + Remembered);
        return null;
    }

    private static byte[] Fingerprint(X509Certificate2 leaf, X509Certificate2Collection sent)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(leaf.RawDataMemory.Span);
        foreach (var certificate in sent)
        {
            hash.AppendData(certificate.RawDataMemory.Span);
        }

        return hash.GetHashAndReset();
    }
}
