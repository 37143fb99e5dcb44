using System.Text;

namespace Lapwing.Config;

/// <summary>Reads a file of text that may be of any size, or no text at all.</summary>
internal static class BoundedFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The whole text, or what is wrong with the file.</summary>
    public static (string? Text, string? Problem) ReadText(string path, int maxBytes)
    {
        try
        {
            using var file = File.OpenRead(path);
            // The length that a file claims is not to be trusted: it may grow, and some files of the system claim 0.
            var bytes = new byte[maxBytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > maxBytes)
                return (null, $"holds more than {maxBytes} bytes, the most that is read");
            using var reader = new StreamReader(new MemoryStream(bytes, 0, length), StrictUtf8);
            return (reader.ReadToEnd(), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, "is not UTF-8 text");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, "does not exist");
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            return (null, "is a folder, not a file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, $"cannot be read: {Quoted.Reason(e)}");
        }
    }
}
