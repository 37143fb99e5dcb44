using CsCheck;
using Lapwing.Model;
using Lapwing.Storage.Head;

namespace Lapwing.Storage.Tests.Head;

public sealed class SeriesGroupTests
{
    private const int MaxColumns = 70;

    private readonly RowPool _pool = new();

    /// <summary>What is done to a group: grow by a column, append to all columns, to some at an instant of the past or the future, seal.</summary>
    private static readonly Gen<(string Action, int Argument, double Value)[]> Actions = Gen.Select(
        Gen.Frequency((1, Gen.Const("grow")), (8, Gen.Const("row")), (3, Gen.Const("some")), (1, Gen.Const("seal"))),
        Gen.Int[0, 1000],
        Gen.OneOf(Gen.Int[0, 5].Select(i => (double)i), Gen.Double, Gen.Const(StaleMarker.Value))).Array[0, 300];

    [Fact]
    public void A_group_holds_what_was_appended_whatever_came_when() => Actions.Sample(actions =>
    {
        var group = new SeriesGroup(7, _pool);
        var model = new Model();
        foreach (var (action, argument, value) in actions)
        {
            switch (action)
            {
                case "grow" when model.Columns < MaxColumns:
                    group.PutColumn(model.Columns, new(model.Columns++));
                    break;
                case "row" when model.Columns > 0:
                    model.AppendToAll(group, value);
                    break;
                case "some" when model.Columns > 0:
                    model.AppendToSome(group, argument, value);
                    break;
                case "seal":
                    group.Seal(oldestReader: argument);
                    break;
            }
        }

        model.Check(group);
        group.Seal(long.MaxValue);
        model.Check(group);
    });

    [Fact]
    public void A_reader_sees_committed_rows_only()
    {
        var group = new SeriesGroup(1, _pool);
        group.PutColumn(group.Columns, new(group.Columns));
        group.Append(10, sequence: 1, [1.0]);
        group.Append(20, sequence: 2, [2.0]);

        Assert.Equal([new Sample(10, 1)], Read(group, 0, committed: 1));
        Assert.Equal([new Sample(10, 1), new Sample(20, 2)], Read(group, 0, committed: 2));
    }

    [Fact]
    public void Memory_of_sealed_rows_serves_the_next()
    {
        var group = new SeriesGroup(1, _pool);
        for (var column = 0; column < 10; column++)
        {
            group.PutColumn(group.Columns, new(group.Columns));
        }

        for (var i = 0; i < 1000; i++)
        {
            if (group.Append(i, i, new double[10]))
                group.Seal(i);
        }

        Assert.InRange(_pool.FreeBytes, 0, 64 * 16 * sizeof(double));
    }

    [Fact]
    public async Task Readers_see_whole_rows_while_a_writer_appends_and_seals()
    {
        const int rows = 20_000;
        var group = new SeriesGroup(3, _pool);
        for (var column = 0; column < 5; column++)
        {
            group.PutColumn(group.Columns, new(group.Columns));
        }

        long committed = 0, reading = 0;
        var writer = Task.Run(() =>
        {
            for (var row = 1; row <= rows; row++)
            {
                var mustSeal = group.Append(row, row, [row, row + 0.1, row * 2, -row, 7]);
                Volatile.Write(ref committed, row);
                if (mustSeal)
                    group.Seal(oldestReader: Volatile.Read(ref reading));
            }
        }, TestContext.Current.CancellationToken);

        var reads = 0;
        while (!writer.IsCompleted || reads == 0)
        {
            var until = Volatile.Read(ref committed);
            Volatile.Write(ref reading, until);
            AssertRows(until, Read(group, 1, until), time => time + 0.1);
            AssertRows(until, Read(group, 3, until), time => -time);
            reads++;
        }

        await writer;
        AssertRows(rows, Read(group, 0, rows), time => time);
    }

    private static void AssertRows(long count, List<Sample> samples, Func<long, double> value)
    {
        Assert.Equal(count, samples.Count);
        for (var i = 0; i < samples.Count; i++)
        {
            if (samples[i] != new Sample(i + 1, value(i + 1)))
                Assert.Fail($"{samples[i]} at {i}");
        }
    }

    private static List<Sample> Read(SeriesGroup group, int column, long committed)
    {
        var samples = new List<Sample>();
        group.Read(column, long.MinValue, long.MaxValue, committed, samples);
        return samples;
    }

    private sealed class Model
    {
        private readonly SortedDictionary<(int Column, long Time), long> _bits = [];
        private long _newest = 1000;
        private long _sequence;

        public int Columns { get; set; }

        public void AppendToAll(SeriesGroup group, double value)
        {
            var values = Enumerable.Range(0, Columns).Select(column => value + column).ToArray();
            group.Append(++_newest, ++_sequence, values);
            for (var column = 0; column < Columns; column++)
            {
                _bits[(column, _newest)] = BitConverter.DoubleToInt64Bits(values[column]);
            }
        }

        public void AppendToSome(SeriesGroup group, int argument, double value)
        {
            var time = _newest + 500 - argument;
            var columns = Enumerable.Range(0, Columns).Where(column => (column + argument) % 3 != 0 && !_bits.ContainsKey((column, time))).ToArray();
            if (columns.Length == 0)
                return;
            group.Append(time, ++_sequence, columns, [.. columns.Select(_ => value)]);
            _newest = Math.Max(_newest, time);
            foreach (var column in columns)
            {
                _bits[(column, time)] = BitConverter.DoubleToInt64Bits(value);
            }
        }

        public void Check(SeriesGroup group)
        {
            for (var column = 0; column < Columns; column++)
            {
                var wanted = _bits.Where(entry => entry.Key.Column == column).Select(entry => (entry.Key.Time, entry.Value));
                var found = Read(group, column, long.MaxValue).Select(sample => (sample.Timestamp, BitConverter.DoubleToInt64Bits(sample.Value)));
                Assert.Equal(wanted, found);
            }

            foreach (var ((column, time), bits) in _bits.Take(20))
            {
                Assert.True(group.TryGet(column, time, out var value));
                Assert.Equal(bits, BitConverter.DoubleToInt64Bits(value));
            }
        }
    }
}
