using System.Text;
using Lapwing.Config;
using Lapwing.Config.Connections;
using Lapwing.Probes.Databases;

namespace Lapwing.Fuzz.Targets;

/// <summary>The connection of a database, whose engine the first byte chooses.</summary>
internal sealed class ConnectionTarget : IFuzzTarget
{
    private static readonly DatabaseEngine[] Engines = Enum.GetValues<DatabaseEngine>();

    public string Words => "postgresql:// mysql:// redis:// rediss:// Host= Port= Server= Data Source= Database= Username= Password= user= ssl= "
        + "Timeout= SSL Mode= ? & % %2 %zz @ : / // ; = , ' \" [::1] [ ] :0 :99999 \0";

    public void Run(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
            return;

        var config = new DatabaseConfig
        {
            Engine = Engines[input[0] % Engines.Length],
            Connection = new(Encoding.UTF8.GetString(input[1..])),
        };
        if (ConnectionAddress.Read(config.Engine, config.Connection).Address is not { } address)
            return;

        // What the configuration accepts, a client can be made of.
        var client = DatabaseClient.Create(config, TimeProvider.System);
        BrokenPromiseException.ThrowUnless(client.Address == address);
        client.DisposeAsync().AsTask().Wait();
    }
}
