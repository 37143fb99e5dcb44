namespace Lapwing.Config.Validation;

/// <summary>Files of certificates and keys exist, and a certificate has its key.</summary>
internal static class TlsFiles
{
    public static void Check(LapwingConfig config, ConfigReport report)
    {
        foreach (var (i, api) in config.Apis.Index())
        {
            var path = $"apis[{i}].tls";
            CheckFile($"{path}.ca_file", api.Tls.CaFile, report);
            CheckFile($"{path}.cert_file", api.Tls.CertFile, report);
            CheckFile($"{path}.key_file", api.Tls.KeyFile, report);
            if (api.Tls is { CertFile: not null, KeyFile: null })
                report.Error($"{path}.key_file", "is required with cert_file");
            else if (api.Tls is { CertFile: null, KeyFile: not null })
                report.Error($"{path}.cert_file", "is required with key_file");
        }
    }

    private static void CheckFile(string path, string? file, ConfigReport report)
    {
        if (file is not null && !File.Exists(file))
            report.Error(path, $"the file {Quoted.Text(file, 200)} does not exist or cannot be seen");
    }
}
