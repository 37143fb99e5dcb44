namespace Lapwing.Model;

/// <summary>The kinds of target that Lapwing asks by itself.</summary>
public enum Source
{
    /// <summary>An HTTP endpoint; its headline metric is <c>api_response_time</c> in milliseconds.</summary>
    Api,

    /// <summary>A database; its headline metric is <c>database_performance</c> in queries or transactions per second.</summary>
    Database,

    /// <summary>A file or a glob of files; its headline metric is <c>file_system</c> in bytes.</summary>
    File,
}

/// <summary>The names that the contract gives to sources and their headline metrics.</summary>
public static class SourceNames
{
    extension(Source source)
    {
        /// <summary><c>api</c>, <c>database</c> or <c>file</c>: the label <c>source</c> and the keys of <c>/stats</c>.</summary>
        public string Name => source switch
        {
            Source.Api => "api",
            Source.Database => "database",
            _ => "file",
        };

        /// <summary>The metric that stands for the whole target in <c>/stats</c>, windows and built-in rules.</summary>
        public string HeadlineMetric => source switch
        {
            Source.Api => "api_response_time",
            Source.Database => "database_performance",
            _ => "file_system",
        };
    }

    /// <summary>Every source, in the order in which the contract lists them.</summary>
    public static IReadOnlyList<Source> All { get; } = [Source.Api, Source.Database, Source.File];
}
