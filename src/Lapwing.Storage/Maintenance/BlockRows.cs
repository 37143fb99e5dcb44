using Lapwing.Storage.Blocks;

namespace Lapwing.Storage.Maintenance;

/// <summary>Rows of a segment of a block.</summary>
internal sealed class BlockRows(Block block, SegmentEntry segment) : IRows
{
    private bool _isChecked;

    public long From => segment.From;

    public long To => segment.To;

    public int Rows => segment.Rows;

    public void ReadTimes(Span<long> times) => Open().ReadTimes(times);

    public int Read(int column, Span<double> values, Span<ulong> present) => Open().Read(column, values, present);

    private BlockSegment Open()
    {
        var opened = block.Read(segment, _isChecked);
        _isChecked = true;
        return opened;
    }
}
