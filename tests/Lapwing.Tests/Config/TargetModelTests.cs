using Lapwing.Config;
using Lapwing.Model;

namespace Lapwing.Tests.Config;

public sealed class TargetModelTests
{
    private static readonly DefaultsConfig Defaults = new();

    [Fact]
    public void What_a_target_leaves_out_comes_from_the_defaults()
    {
        var model = TargetModel.From(new FileConfig { Path = "/a/*.csv" }, Defaults with { Window = 20 });

        Assert.Equal(("/a/*.csv", Source.File), (model.Name, model.Source));
        Assert.Equal((Defaults.Interval, Defaults.Timeout, Defaults.Retry, 20), (model.Interval, model.Timeout, model.Retry, model.Window));
    }

    [Fact]
    public void What_a_target_says_itself_holds()
    {
        var config = new ApiConfig
        {
            Url = new("http://a"),
            Name = "orders",
            Interval = TimeSpan.FromMinutes(1),
            Timeout = TimeSpan.FromSeconds(20),
            Retry = new() { Attempts = 1 },
            Window = 3,
            Labels = new([new("team", "shop")]),
        };

        var model = TargetModel.From(config, Defaults);

        Assert.Equal(("orders", config.Interval, config.Timeout, config.Retry, 3), (model.Name, model.Interval, model.Timeout, model.Retry, model.Window));
        Assert.Equal(Labels.From(("source", "api"), ("target", "orders"), ("team", "shop")), model.Labels);
        Assert.Equal(config, model.Config);
    }

    [Fact]
    public void A_timeout_by_default_is_never_longer_than_the_interval() =>
        Assert.Equal(TimeSpan.FromSeconds(1), TargetModel.From(new FileConfig { Path = "a", Interval = TimeSpan.FromSeconds(1) }, Defaults).Timeout);

    [Fact]
    public void Targets_that_do_the_same_are_equal_however_it_is_written() => Assert.Equal(
        TargetModel.From(new FileConfig { Path = "a" }, Defaults),
        TargetModel.From(new FileConfig { Path = "a", Name = "a", Interval = Defaults.Interval, Window = 10, Retry = new() }, Defaults));

    [Fact]
    public void A_changed_default_makes_a_different_target() => Assert.NotEqual(
        TargetModel.From(new FileConfig { Path = "a" }, Defaults),
        TargetModel.From(new FileConfig { Path = "a" }, Defaults with { Window = 11 }));
}
