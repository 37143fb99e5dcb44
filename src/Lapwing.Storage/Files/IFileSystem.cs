namespace Lapwing.Storage.Files;

/// <summary>
/// What the store asks of the file system, so that a test can let each of these fail. Every method may be called from any thread, and throws
/// an <see cref="IOException"/> or an <see cref="UnauthorizedAccessException"/> where the system refuses.
/// </summary>
internal interface IFileSystem
{
    /// <summary>Makes the folder and those above it, where they are not there, and brings to the disk that they are.</summary>
    void CreateFolder(string path);

    /// <summary>The names of the files in a folder, in no order; none where there is no such folder.</summary>
    IReadOnlyList<string> List(string folder);

    /// <summary>The names of the folders in a folder, in no order; none where there is no such folder.</summary>
    IReadOnlyList<string> ListFolders(string folder);

    bool Exists(string path);

    /// <summary>Makes a new file; it is refused where there is one.</summary>
    IAppendFile Create(string path);

    /// <summary>Reads a file from an offset to its end into the beginning of the buffer, which is replaced where it is too small.</summary>
    /// <returns>The bytes read; none where the file ends before the offset.</returns>
    int Read(string path, long offset, ref byte[] buffer);

    /// <summary>Cuts a file off.</summary>
    void Truncate(string path, long length);

    void Delete(string path);

    /// <summary>Gives a file another name in one step; one that has the name already is replaced.</summary>
    void Rename(string from, string to);

    /// <summary>Gives a folder another name in one step; it is refused where there is one of that name.</summary>
    void RenameFolder(string from, string to);

    /// <summary>Deletes a folder and what is in it, one after the other: after an error, part of it is there.</summary>
    void DeleteFolder(string path);

    /// <summary>Brings to the disk which files and folders there are in the folder: after creating, renaming and deleting.</summary>
    void SyncFolder(string path);
}
