using System.CommandLine;
using Lapwing;
using Lapwing.Commands;

Cultures.Prepare();

var root = new RootCommand("Lapwing watches HTTP APIs, databases and files in real time.")
{
    RunCommand.Create(),
    DemoCommand.Create(),
    CheckCommand.Create(),
    TopCommand.Create(),
};

// Signals are handled by the commands that run long: they stop in the order of the data.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
