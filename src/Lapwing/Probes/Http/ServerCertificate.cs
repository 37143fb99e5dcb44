using System.Security.Cryptography.X509Certificates;

namespace Lapwing.Probes.Http;

/// <summary>Reads what a server shows of itself.</summary>
/// <param name="name">Whom we expect.</param>
/// <param name="now">The time at which it is looked at.</param>
internal readonly struct ServerCertificate(string name, DateTimeOffset now)
{
    /// <summary>When the first of the certificates ends that the server sent.</summary>
    public static DateTimeOffset EarliestEnd(X509Certificate2 leaf, X509Certificate2Collection sent)
    {
        var earliest = leaf.NotAfter;
        foreach (var certificate in sent)
        {
            earliest = certificate.NotAfter < earliest ? certificate.NotAfter : earliest;
        }

        return earliest.ToUniversalTime();
    }

    /// <summary>Why the certificate is refused, in one sentence.</summary>
    /// <param name="leaf">The certificate of the server.</param>
    /// <param name="chain">How it was judged.</param>
    /// <param name="isOther">Whether it is for another name.</param>
    public string Problem(X509Certificate2 leaf, X509Chain chain, bool isOther)
    {
        var problems = new List<string>();
        if (isOther)
        {
            problems.Add($"is for {Names(leaf)}");
        }

        foreach (var element in chain.ChainElements)
        {
            var isLeaf = element.Certificate.Equals(leaf);
            foreach (var problem in element.ChainElementStatus)
            {
                problems.Add(isLeaf ? OfLeaf(problem, leaf) : OfAuthority(problem, element.Certificate));
            }
        }

        return $"the certificate of {name} {string.Join(" and ", problems.Distinct())}";
    }

    private string OfLeaf(X509ChainStatus problem, X509Certificate2 leaf) => problem.Status switch
    {
        X509ChainStatusFlags.NotTimeValid => Validity(leaf),
        X509ChainStatusFlags.UntrustedRoot => "is self-signed and not among those trusted",
        X509ChainStatusFlags.PartialChain => $"is issued by \"{leaf.Issuer}\", which is neither sent along nor trusted",
        _ => $"is refused: {problem.StatusInformation}",
    };

    private string OfAuthority(X509ChainStatus problem, X509Certificate2 authority) => problem.Status switch
    {
        X509ChainStatusFlags.NotTimeValid => $"is issued by \"{authority.Subject}\", which {Validity(authority)}",
        X509ChainStatusFlags.UntrustedRoot => $"is issued by \"{authority.Subject}\", which is not trusted",
        X509ChainStatusFlags.PartialChain => $"is issued by \"{authority.Issuer}\", which is neither sent along nor trusted",
        _ => $"is issued by \"{authority.Subject}\", which is refused: {problem.StatusInformation}",
    };

    private string Validity(X509Certificate2 certificate) => certificate.NotBefore.ToUniversalTime() > now
        ? $"is not valid before {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd}"
        : $"expired on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}";

    private static string Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(ip => ip.ToString())));
        return string.Join(", ", names.DefaultIfEmpty(certificate.Subject));
    }
}
