using Lapwing.Storage;

namespace Lapwing.Testing;

/// <summary>A store in a folder of its own, which goes with it.</summary>
public sealed class TempStore : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private StoreOptions _options;
    private readonly TimeProvider _time;

    /// <param name="time">Its clock. Default: the system's.</param>
    /// <param name="options">Its bounds; the folder is put in here.</param>
    public TempStore(TimeProvider? time = null, StoreOptions? options = null)
    {
        _time = time ?? TimeProvider.System;
        _options = (options ?? new() { Folder = "" }) with { Folder = _folder.Path };
        Store = SeriesStore.Open(_options, _time);
    }

    public SeriesStore Store { get; private set; }

    public string Folder => _folder.Path;

    /// <summary>Closes the store and opens it again, with all that it had.</summary>
    public async Task ReopenAsync(StoreOptions? options = null)
    {
        await Store.DisposeAsync();
        _options = (options ?? _options) with { Folder = _folder.Path };
        Store = SeriesStore.Open(_options, _time);
        await Store.Replayed;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
    }
}
