using System.Globalization;
using Lapwing.Fuzz;

const string usage = """
    Lapwing.Fuzz TARGET [--seconds N] [--seed N] [CORPUS]   looks for inputs on which a target fails; begins with the files of a folder
    Lapwing.Fuzz TARGET FILE                                runs one input
    TARGET is all, or one of
    """;

var names = FuzzTargets.Names.Where(name => args is [var wanted, ..] && (wanted == name || wanted == "all")).ToList();
if (names.Count == 0)
{
    Console.WriteLine($"{usage} {string.Join(", ", FuzzTargets.Names)}");
    return 2;
}

var path = args.Skip(1).Where((arg, i) => !arg.StartsWith("--", StringComparison.Ordinal) && !args[i].StartsWith("--", StringComparison.Ordinal)).FirstOrDefault();
if (File.Exists(path))
{
    using var target = FuzzTargets.Create(names[0]);
    target.Run(File.ReadAllBytes(path));
    Console.WriteLine($"{path}: no failure");
    return 0;
}

var seconds = Option("--seconds") ?? 60;
var seed = Option("--seed") ?? Random.Shared.Next();
foreach (var name in names)
{
    if (!await FuzzSession.RunAsync(name, FuzzTargets.Corpus(name, path), TimeSpan.FromSeconds(seconds), seed))
        return 1;
}

return 0;

int? Option(string name) => Array.IndexOf(args, name) is > 0 and var at && at + 1 < args.Length
    ? int.Parse(args[at + 1], CultureInfo.InvariantCulture)
    : null;
