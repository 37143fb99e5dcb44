namespace Lapwing.Config;

/// <summary>Transport security of an outgoing connection.</summary>
internal sealed record TlsConfig
{
    /// <summary>File with the certificates (PEM) of the authorities trusted instead of the system's. Default: the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>File with our own certificate (PEM), for servers that ask for one. Needs <see cref="KeyFile"/>.</summary>
    public string? CertFile { get; init; }

    /// <summary>File with the key (PEM, without password) of our own certificate.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Name sent (SNI) and expected in the certificate. Default: the host of the address.</summary>
    public string? ServerName { get; init; }

    /// <summary>Accepts any certificate. Default: false. The lifetime of the certificate is still measured and expected.</summary>
    public bool InsecureSkipVerify { get; init; }
}
