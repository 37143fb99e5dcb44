namespace Lapwing.Config.Validation;

/// <summary>SQL Server can be watched by this process. Only a warning: the file may be meant for another machine.</summary>
internal static class SqlServerCultures
{
    public static void Check(LapwingConfig config, ConfigReport report)
    {
        foreach (var (i, database) in config.Databases.Index())
        {
            if (database.Engine == DatabaseEngine.Sqlserver && !Cultures.AreThere)
                report.Warn($"databases[{i}].engine", $"will be unhealthy in this environment; to watch SQL Server, {Cultures.Remedy}");
        }
    }
}
