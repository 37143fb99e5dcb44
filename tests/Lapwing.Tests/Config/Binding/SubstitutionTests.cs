namespace Lapwing.Tests.Config.Binding;

public sealed class SubstitutionTests
{
    [Fact]
    public void A_long_path_does_not_fill_the_message() =>
        Assert.InRange(Assert.Single(Read.Errors($"data: ${{file:{new string('x', 5000)}}}")).Length, 1, 500);

    [Theory]
    [InlineData("${TOKEN}", "s3cret")]
    [InlineData("a${TOKEN}b${TOKEN}c", "as3cretbs3cretc")]
    [InlineData("a${EMPTY}b", "ab")]
    [InlineData("$${TOKEN}", "${TOKEN}")]
    [InlineData("$$${TOKEN}", "$${TOKEN}")]
    [InlineData("$TOKEN $ {TOKEN} {{ $labels.team }}", "$TOKEN $ {TOKEN} {{ $labels.team }}")]
    public void Variables_of_the_environment_are_put_in(string written, string text) =>
        Assert.Equal(text, Read.Valid($"data: '{written}'").Data);

    [Fact]
    public void What_is_put_in_is_read_as_the_option_asks() =>
        Assert.Equal(TimeSpan.FromSeconds(7), Read.Valid("defaults: { interval: '${SECONDS}' }").Defaults.Interval);

    [Fact]
    public void What_is_put_in_is_never_read_as_YAML()
    {
        var files = new Lapwing.Config.ConfigFile(environment: _ => "x\nfiles: [{ path: b }] # ${MORE}");

        Assert.Equal("x\nfiles: [{ path: b }] # ${MORE}", files.Parse("data: ${ANY}", "lapwing.yml").Config!.Data);
    }

    [Fact]
    public void A_file_is_put_in_without_its_last_newline()
    {
        var folder = Directory.CreateTempSubdirectory("lapwing-").FullName;
        File.WriteAllText(Path.Combine(folder, "secret"), "two\nlines\n");

        var result = Read.Files.Parse("data: '[${file:secret}]'", Path.Combine(folder, "lapwing.yml"));

        Assert.Equal("[two\nlines]", result.Config!.Data);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("${NOBODY}", "\"${NOBODY}\" names a variable that is not set; set NOBODY in the environment")]
    [InlineData("${file:/nowhere/at/all}", "\"${file:/nowhere/at/all}\" names a file that does not exist")]
    [InlineData("${my-name}", "\"${my-name}\" is neither ${NAME} nor ${file:path}; write $${ for a literal ${")]
    [InlineData("${}", "\"${}\" is neither ${NAME} nor ${file:path}; write $${ for a literal ${")]
    [InlineData("${TOKEN", "\"${TOKEN\" is not closed by }; write $${ for a literal ${")]
    public void What_cannot_be_put_in_is_an_error(string written, string message) =>
        Assert.Equal([$"lapwing.yml:1:7: data: {message}"], Read.Errors($"data: '{written}'"));

    [Fact]
    public void A_wrong_value_from_outside_is_not_shown() => Assert.Equal(
        ["lapwing.yml:1:23: defaults.interval: the value of \"${TOKEN}\" is not a duration; write 300ms, 5s, 1h30m or 30d"],
        Read.Errors("defaults: { interval: '${TOKEN}' }"));
}
