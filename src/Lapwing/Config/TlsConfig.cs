using Lapwing.Config.Validation;

namespace Lapwing.Config;

/// <summary>Transport security of an outgoing connection. Paths of files begin at the folder of the configuration file.</summary>
internal sealed record TlsConfig
{
    /// <summary>File with the certificates (PEM) of the authorities trusted instead of the system's. Default: the system's.</summary>
    [NotEmpty]
    public string? CaFile { get; init; }

    /// <summary>File with our own certificate (PEM), for servers that ask for one. Needs <see cref="KeyFile"/>. Default: none.</summary>
    [NotEmpty]
    public string? CertFile { get; init; }

    /// <summary>File with the key (PEM, without password) of our own certificate. Default: none.</summary>
    [NotEmpty]
    public string? KeyFile { get; init; }

    /// <summary>Name sent (SNI) and expected in the certificate. Default: the host of the address.</summary>
    [NotEmpty]
    public string? ServerName { get; init; }

    /// <summary>Accepts any certificate. Default: false. The lifetime of the certificate is still measured and expected.</summary>
    public bool InsecureSkipVerify { get; init; }

    /// <summary>The same with the paths of files made absolute.</summary>
    public TlsConfig WithFilesFrom(string directory) => this with
    {
        CaFile = From(directory, CaFile),
        CertFile = From(directory, CertFile),
        KeyFile = From(directory, KeyFile),
    };

    private static string? From(string directory, string? file) => file is null ? null : Path.Combine(directory, file);
}
