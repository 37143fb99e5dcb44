using Lapwing.Commands;
using Lapwing.Testing;

namespace Lapwing.Tests.Commands;

public sealed class CheckCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public async Task A_good_file_is_summed_up()
    {
        var file = Write("good.yml", """
            apis: [{ url: http://a }, { url: http://b }]
            files: [{ path: /tmp/a }]
            groups: [{ name: g, rules: [{ alert: a, expr: up == 0 }] }]
            """);
        Assert.Equal(0, await CheckAsync(file));
        Assert.Equal($"{file}: good (APIs: 2, databases: 0, files: 1, rules: 1)\n", $"{_output}");
        Assert.Equal("", $"{_errors}");
    }

    [Fact]
    public async Task A_good_file_may_have_warnings()
    {
        var file = Write("good.yml", "remote_write: [{ url: http://a }]");
        Assert.Equal(0, await CheckAsync(file));
        Assert.StartsWith($"{file}:1:", $"{_errors}");
        Assert.StartsWith($"{file}: good", $"{_output}");
    }

    [Fact]
    public async Task Every_mistake_of_every_file_is_told_at_once()
    {
        var one = Write("one.yml", "listen: nowhere\napis: [{ mehtod: GET }]");
        var good = Write("good.yml", "files: [{ path: /tmp/a }]");
        var rules = Write("rules.yml", "groups: [{ name: g, rules: [{ alert: a, expr: up = 0 }] }]");
        Assert.Equal(2, await CheckAsync(one, good, rules, _folder["missing.yml"], _folder.Path));

        var errors = $"{_errors}".Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(6, errors.Length);
        Assert.StartsWith($"{one}:1:9: listen: \"nowhere\" is not a host and a port", errors[0]);
        Assert.Equal($"{one}:2:8: apis[0].url: is required", errors[1]);
        Assert.Equal($"{one}:2:10: apis[0].mehtod: is not an option here; did you mean `method`?", errors[2]);
        Assert.StartsWith($"{rules}:1:47: groups[0].rules[0].expr: ", errors[3]);
        Assert.Equal($"{_folder["missing.yml"]}: does not exist", errors[4]);
        Assert.Equal($"{_folder.Path}: is a folder, not a file", errors[5]);
        Assert.Equal($"{good}: good (APIs: 0, databases: 0, files: 1, rules: 0)\n", $"{_output}");
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }

    private Task<int> CheckAsync(params string[] files) =>
        CheckCommand.Create().Parse(["config", .. files]).InvokeAsync(new() { Output = _output, Error = _errors }, TestContext.Current.CancellationToken);
}
