namespace Lapwing.Testing;

/// <summary>A folder of its own under the system's temporary folder, deleted with all it holds in the end.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lapwing-").FullName;

    /// <summary>The path of a file in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A server that was killed may still be letting go of a file; the system cleans its temporary folder by itself.
        }
    }
}
