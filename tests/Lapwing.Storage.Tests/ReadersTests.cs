namespace Lapwing.Storage.Tests;

public sealed class ReadersTests
{
    private readonly Readers _readers = new();
    private readonly List<string> _freed = [];

    [Fact]
    public void What_nobody_reads_is_freed_at_once()
    {
        _readers.Begin(() => 1).Dispose();
        _readers.Retire(() => _freed.Add("a"));
        Assert.Equal(["a"], _freed);
    }

    [Fact]
    public void What_was_replaced_stays_until_those_who_read_then_have_ended()
    {
        var first = _readers.Begin(() => 1);
        _readers.Retire(() => _freed.Add("a"));
        var second = _readers.Begin(() => 2);
        _readers.Retire(() => _freed.Add("b"));

        second.Dispose();
        Assert.Empty(_freed);
        var third = _readers.Begin(() => 3);
        first.Dispose();
        Assert.Equal(["a", "b"], _freed);
        third.Dispose();
    }

    [Fact]
    public void A_reader_who_ends_twice_ends_once()
    {
        var first = _readers.Begin(() => 1);
        var second = _readers.Begin(() => 2);
        first.Dispose();
        first.Dispose();
        _readers.Retire(() => _freed.Add("a"));
        Assert.Empty(_freed);
        second.Dispose();
        Assert.Equal(["a"], _freed);
    }

    [Fact]
    public void The_oldest_reader_says_what_may_still_be_seen()
    {
        Assert.Equal(9, _readers.OldestCommitted(9));
        using var first = _readers.Begin(() => 5);
        using var second = _readers.Begin(() => 7);
        Assert.Equal(5, _readers.OldestCommitted(9));
        first.Dispose();
        Assert.Equal(7, _readers.OldestCommitted(9));
    }
}
