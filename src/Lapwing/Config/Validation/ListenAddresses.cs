namespace Lapwing.Config.Validation;

/// <summary>There is an address to listen on, and none twice.</summary>
internal static class ListenAddresses
{
    public static void Check(LapwingConfig config, ConfigReport report)
    {
        if (config.Listen is [])
            report.Error("listen", "is empty; write one address at least, or leave the option out");
        Unique.Check(config.Listen.Select((address, i) => (OptionPath.Item("listen", i), address)), (address, first) =>
            report.Error(address.Path, $"{Quoted.Text(address.Name)} is listened on already, at {first}"));
    }
}
