using CsCheck;

namespace Lapwing.Tests.Probes.Files;

/// <summary>Whatever a writer does between rounds, exactly those lines are counted that a simple model says can be seen.</summary>
public sealed class LineCountingModelTests
{
    private enum Act
    {
        Write,
        WritePart,
        WriteToRotated,
        Truncate,
        Rotate,
        Run,
    }

    private static readonly Gen<(Act, int)[]> Scripts = Gen.Select(
        Gen.Frequency(
            (4, Gen.Const(Act.Write)),
            (4, Gen.Const(Act.WritePart)),
            (1, Gen.Const(Act.WriteToRotated)),
            (1, Gen.Const(Act.Truncate)),
            (2, Gen.Const(Act.Rotate)),
            (4, Gen.Const(Act.Run))),
        Gen.Int[0, 1000]).Array[1, 40];

    [Fact]
    public async Task The_lines_counted_are_those_of_the_model() =>
        await Scripts.SampleAsync(
            async script =>
            {
                await using var probed = new ProbedFolder("app.log", ProbedFolder.Counting());
                await RunAsync(probed, script);
            },
            iter: 300,
            threads: 1);

    private static async Task RunAsync(ProbedFolder probed, (Act Act, int Number)[] script)
    {
        var model = new Model(probed.Target);
        foreach (var (act, number) in script)
        {
            switch (act)
            {
                case Act.Write:
                    Model.Write(model.Current, string.Concat(Enumerable.Range(0, number % 4).Select(_ => model.NextLine(number))));
                    break;
                case Act.WritePart:
                    var line = model.NextLine(number);
                    Model.Write(model.Current, line[..(number % line.Length)]);
                    break;
                case Act.WriteToRotated when model.Rotated is { } rotated:
                    Model.Write(rotated, model.NextLine(number));
                    break;
                case Act.Truncate:
                    model.Truncate();
                    break;
                case Act.Rotate:
                    model.Rotate();
                    break;
                case Act.Run:
                    Assert.Equal(model.Run(), await probed.RunAsync("hits_total"));
                    break;
            }
        }

        Assert.Equal(model.Run(), await probed.RunAsync("hits_total"));
    }

    /// <summary>Writes as told, and knows what a reader who looks only at each run can have seen.</summary>
    private sealed class Model(string path)
    {
        private readonly List<LogFile> _followed = [];
        private bool _isFirstRun = true;
        private int _seen;
        private int _lines;
        private int _rotations;

        public LogFile Current { get; private set; } = new(path);

        public LogFile? Rotated { get; private set; }

        // No two lines are equal, so that other content is other content.
        public string NextLine(int number) => $"{(number % 3 == 0 ? "hit" : "miss")} {++_lines}{(number % 5 == 0 ? "\r" : "")}\n";

        public static void Write(LogFile file, string text)
        {
            File.AppendAllText(file.Path, text);
            var lines = (file.Unfinished + text).Split('\n');
            file.UnseenHits += lines[..^1].Count(line => line.Contains("hit", StringComparison.Ordinal));
            file.Unfinished = lines[^1];
        }

        public void Truncate()
        {
            using (new FileStream(path, FileMode.Create))
            {
                (Current.UnseenHits, Current.Unfinished) = (0, "");
            }
        }

        public void Rotate()
        {
            if (!File.Exists(path))
                return;

            Rotated = Current;
            Rotated.Path = $"{path}.{++_rotations}";
            File.Move(path, Rotated.Path);
            Current = new(path);
        }

        public int Run()
        {
            if (File.Exists(path) && !_followed.Contains(Current))
            {
                _followed.Add(Current);
                Current.UnseenHits = _isFirstRun ? 0 : Current.UnseenHits;
            }

            _isFirstRun = false;
            foreach (var file in _followed)
            {
                _seen += file.UnseenHits;
                file.UnseenHits = 0;
            }

            return _seen;
        }
    }

    private sealed class LogFile(string path)
    {
        public string Path { get; set; } = path;

        public string Unfinished { get; set; } = "";

        public int UnseenHits { get; set; }
    }
}
