using Lapwing.Storage.Files;
using Lapwing.Testing;

namespace Lapwing.Storage.Tests.Files;

public sealed class DiskFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly DiskFiles _files = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_appended_is_in_the_file_before_it_is_closed()
    {
        using var file = _files.Create(_folder["a"]);
        file.Append("one"u8);
        file.Append("two"u8);

        Assert.Equal("onetwo", Read(0));
        Assert.Equal("two", Read(3));
        Assert.Equal("", Read(7));
        Assert.Equal(6, file.Length);
    }

    [Fact]
    public void Appending_goes_on_where_a_file_was_cut_off()
    {
        using var file = _files.Create(_folder["a"]);
        file.Append("onetwo"u8);
        file.SetLength(3);
        file.Append("x"u8);
        file.Sync();

        Assert.Equal("onex", Read(0));
    }

    [Fact]
    public void A_file_that_is_there_is_not_made_anew()
    {
        File.WriteAllText(_folder["a"], "kept");

        Assert.Throws<IOException>(() => _files.Create(_folder["a"]));
        Assert.Equal("kept", Read(0));
    }

    [Fact]
    public void Renaming_replaces_and_deleting_what_is_not_there_is_no_error()
    {
        File.WriteAllText(_folder["a"], "new");
        File.WriteAllText(_folder["b"], "old");

        _files.Rename(_folder["a"], _folder["b"]);
        _files.Delete(_folder["a"]);
        _files.SyncFolder(_folder.Path);

        Assert.Equal(["b"], _files.List(_folder.Path));
        Assert.Equal("new", File.ReadAllText(_folder["b"]));
    }

    [Fact]
    public void Folders_are_made_with_those_above_renamed_and_deleted_with_all_in_them()
    {
        _files.CreateFolder(_folder["a/b/c"]);
        File.WriteAllText(_folder["a/b/c/file"], "kept");

        _files.RenameFolder(_folder["a/b"], _folder["a/d"]);
        Assert.Equal(["d"], _files.ListFolders(_folder["a"]));
        Assert.Equal("kept", File.ReadAllText(_folder["a/d/c/file"]));

        _files.CreateFolder(_folder["a/e"]);
        Assert.Throws<IOException>(() => _files.RenameFolder(_folder["a/e"], _folder["a/d"]));
        _files.DeleteFolder(_folder["a/d"]);
        Assert.Equal(["e"], _files.ListFolders(_folder["a"]));
        Assert.Empty(_files.List(_folder["a"]));
    }

    [Fact]
    public void A_folder_that_is_not_there_holds_nothing_but_cannot_be_synced()
    {
        Assert.Empty(_files.List(_folder["none"]));
        Assert.Empty(_files.ListFolders(_folder["none"]));
        var error = Assert.Throws<IOException>(() => _files.SyncFolder(_folder["none"]));
        Assert.Equal($"The folder {_folder["none"]} could not be opened: No such file or directory.", error.Message);
    }

    private string Read(long offset)
    {
        byte[] buffer = [];
        var length = _files.Read(_folder["a"], offset, ref buffer);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, length);
    }
}
