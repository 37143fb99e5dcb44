using Lapwing.Testing;

namespace Lapwing.Tests.Commands;

/// <summary>What the command line answers to those who ask it, and to those who mistype.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public async Task The_version_is_printed()
    {
        var (exit, output, _) = await RunAsync("--version");
        Assert.Equal(0, exit);
        Assert.StartsWith(Product.Version, output);
    }

    [Fact]
    public async Task The_help_names_every_command()
    {
        var (exit, output, _) = await RunAsync("--help");
        Assert.Equal(0, exit);
        Assert.All(["run", "demo", "check", "top"], command => Assert.Contains($"\n  {command} ", output));
    }

    [Fact]
    public async Task The_help_of_a_command_names_its_options()
    {
        var (exit, output, _) = await RunAsync("run", "--help");
        Assert.Equal(0, exit);
        Assert.All(["--config", "--listen", "--data", "--stats", "--log-level"], option => Assert.Contains(option, output));
    }

    [Theory]
    [InlineData("Unrecognized command or argument '--colour'.", "run", "--colour")]
    [InlineData("Unrecognized command or argument 'walk'.", "walk")]
    [InlineData("Required command was not provided.")]
    [InlineData("Required argument 'FILE' missing for command: 'config'.", "check", "config")]
    [InlineData("'8000' is not a host and a port; write 127.0.0.1:8000, [::1]:8000, localhost:8000 or *:8000.", "run", "--listen", "8000")]
    [InlineData("'rubbish' is not a host and a port; write 127.0.0.1:8000, [::1]:8000, localhost:8000 or *:8000.", "demo", "--listen", "rubbish")]
    [InlineData("Argument 'chatty' not recognized. Must be one of:", "run", "--log-level", "chatty")]
    [InlineData("'nowhere at all' is not the address of a server; write one such as http://127.0.0.1:8000.", "top", "--url", "nowhere at all")]
    [InlineData("'ftp://here' is not the address of a server; write one such as http://127.0.0.1:8000.", "top", "--url", "ftp://here")]
    public async Task A_mistake_is_told_and_nothing_is_done(string complaint, params string[] arguments)
    {
        var (exit, _, errors) = await RunAsync(arguments);
        Assert.Equal(1, exit);
        Assert.Contains(complaint, errors);
        Assert.DoesNotContain("   at ", errors);
    }

    private static async Task<(int Exit, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var folder = new TempFolder();
        await using var lapwing = LapwingProcess.Start(folder.Path, arguments);
        var exit = await lapwing.EndAsync();
        return (exit, lapwing.Output.Text, lapwing.Errors.Text);
    }
}
