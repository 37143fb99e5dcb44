using System.Globalization;
using Lapwing.Storage.Crash;

// Works on a folder, and says each number when it is acknowledged, until it is killed. The line with what to do, the first number and the folder
// comes when the test wants it to begin, so that the next one may start while this one is still at work.
var line = Console.ReadLine()!.Split(' ', 3);
var first = long.Parse(line[1], CultureInfo.InvariantCulture);
if (line[0] == "log")
    AppendingToLog.Run(line[2], first);
else
    AppendingToStore.Run(line[2], first);
