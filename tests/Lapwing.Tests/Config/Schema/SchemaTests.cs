using Lapwing.Config.Binding;
using Lapwing.Config.Schema;

namespace Lapwing.Tests.Config.Schema;

/// <summary>Editors rely on the schema, and people on what is written about each option.</summary>
public sealed class SchemaTests
{
    private static readonly XmlDocs Docs = XmlDocs.Load(Path.Combine(AppContext.BaseDirectory, "lapwing.xml"));

    [Fact]
    public void The_schema_in_docs_is_that_of_the_options() =>
        Snapshot.Check("docs/lapwing.schema.json", SchemaWriter.Write(Docs), "The options have changed");

    [Fact]
    public void Every_option_is_documented() => Assert.All(Options(), option => Assert.False(string.IsNullOrEmpty(Docs.Of(option.Property)), Name(option)));

    [Fact]
    public void The_documentation_of_every_option_that_may_be_left_out_names_its_default() => Assert.All(
        Options().Where(option => !option.IsRequired && option.Reader is not RecordReader),
        option => Assert.Contains("Default: ", Docs.Of(option.Property)!));

    [Fact]
    public void A_default_is_what_its_documentation_says() => Assert.All(Shapes.All(), shape =>
    {
        var defaults = shape.Create();
        foreach (var option in shape.Options.Where(option => !option.IsRequired && option.Reader is ScalarReader))
        {
            if (option.Property.GetValue(defaults) is { } value)
                Assert.Contains($"Default: {((ScalarReader)option.Reader).Format.Write(value)}", Docs.Of(option.Property)!);
        }
    });

    [Fact]
    public void A_range_is_what_its_documentation_says() => Assert.All(
        from option in Options() from check in option.Checks.OfType<Lapwing.Config.Validation.WithinAttribute>() select (option, check),
        bounded => Assert.Contains(bounded.check.Max is null ? $"{bounded.check.Min}" : $"From {bounded.check.Min} to {bounded.check.Max}", Docs.Of(bounded.option.Property)!));

    private static IEnumerable<Option> Options() => Shapes.All().SelectMany(shape => shape.Options);

    private static string Name(Option option) => $"{option.Property.DeclaringType!.Name}.{option.Property.Name}";
}
