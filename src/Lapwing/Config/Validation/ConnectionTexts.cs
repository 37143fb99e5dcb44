using Lapwing.Config.Connections;

namespace Lapwing.Config.Validation;

/// <summary>The connection of a database can be understood by its engine.</summary>
internal static class ConnectionTexts
{
    public static void Check(LapwingConfig config, ConfigReport report)
    {
        foreach (var (i, database) in config.Databases.Index())
        {
            var path = $"databases[{i}]";
            if (report.HasErrorsIn($"{path}.engine") || report.HasErrorsIn($"{path}.connection"))
                continue;
            if (ConnectionAddress.Read(database.Engine, database.Connection).Problem is { } problem)
                report.Error($"{path}.connection", problem);
        }
    }
}
