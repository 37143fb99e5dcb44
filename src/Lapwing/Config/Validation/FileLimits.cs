namespace Lapwing.Config.Validation;

/// <summary>What is expected of files can be fulfilled.</summary>
internal static class FileLimits
{
    public static void Check(LapwingConfig config, ConfigReport report)
    {
        foreach (var (i, file) in config.Files.Index())
        {
            var expect = file.Expect;
            if (expect.MinSize?.Bytes > expect.MaxSize?.Bytes)
                report.Error($"files[{i}].expect.min_size", "is more than max_size; no file can be both");
            if (expect.MinFiles > expect.MaxFiles)
                report.Error($"files[{i}].expect.max_files", $"{expect.MaxFiles} is less than min_files, {expect.MinFiles}; no number is both");
        }
    }
}
