using Lapwing.Config;
using Lapwing.Config.Binding;
using Lapwing.Config.Values;

namespace Lapwing.Tests.Config;

/// <summary>Secrets come out where somebody calls <see cref="Secret.Reveal"/>, and nowhere else.</summary>
public sealed class SecrecyTests
{
    private const string Hidden = "hunter2";

    [Fact]
    public void No_record_prints_its_secrets()
    {
        var shapes = Shapes.All();

        Assert.Contains(shapes, shape => shape.Options.Any(option => IsSecret(option.Property.PropertyType)));
        Assert.All(shapes, shape => Assert.DoesNotContain(Hidden, $"{Filled(shape)}"));
    }

    [Fact]
    public void No_error_shows_a_secret()
    {
        var errors = Read.Errors("""
            apis:
              - url: http://a
                bearer_token: "hunter2\n"
                headers: { X-Key: "hunter2\n", X-Other: [hunter2] }
                basic_auth: hunter2
              - url: http://me:hunter2@b
                basic_auth: { username: me, password: { x: hunter2 } }
            databases: [{ engine: redis, connection: [hunter2] }]
            receivers: [{ name: a, webhook_configs: [{ url: hunter2 }] }]
            """);

        Assert.Equal(8, errors.Length);
        Assert.All(errors, error => Assert.DoesNotContain(Hidden, error));
    }

    [Theory]
    [InlineData("Postgresql", "postgresql://u:hunter2@h/d")]
    [InlineData("Postgresql", "postgresql://u:12?hunter2@h/d")]
    [InlineData("Postgresql", "mysql://u:hunter2@h/d?x=y")]
    [InlineData("Mysql", "Server=h;Password=a;hunter2")]
    [InlineData("Sqlserver", "Server=h;Password=hunter2")]
    [InlineData("Sqlite", "postgresql://u:hunter2@h/d")]
    [InlineData("Redis", "u:hunter2@h")]
    [InlineData("Redis", "h,password=hunter2")]
    public void No_address_shows_a_secret(string engine, string connection)
    {
        var config = new DatabaseConfig { Engine = Enum.Parse<DatabaseEngine>(engine), Connection = new(connection) };

        Assert.DoesNotContain(Hidden, $"{config} {config.Address} {TargetModel.From(config, new())}", StringComparison.Ordinal);
    }

    private static object Filled(RecordShape shape)
    {
        var record = new RecordReader(shape).StandIn;
        foreach (var option in shape.Options)
        {
            if (Fill(option.Property.PropertyType) is { } value)
                option.Property.SetValue(record, value);
        }

        return record;
    }

    private static object? Fill(Type type)
    {
        if (IsSecret(type))
            return type == typeof(ValueMap<Secret>) ? new ValueMap<Secret>([new("a", new(Hidden))]) : new Secret(Hidden);
        return type.Namespace == typeof(LapwingConfig).Namespace && !type.IsEnum ? Filled(RecordShape.Of(type)) : null;
    }

    private static bool IsSecret(Type type) => type == typeof(Secret) || type == typeof(Secret?) || type == typeof(ValueMap<Secret>);
}
