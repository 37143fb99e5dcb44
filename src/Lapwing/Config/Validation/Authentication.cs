namespace Lapwing.Config.Validation;

/// <summary>An API is told who asks in one way: all of them end as the header <c>Authorization</c>.</summary>
internal static class Authentication
{
    public static void Check(LapwingConfig config, ConfigReport report)
    {
        foreach (var (i, api) in config.Apis.Index())
        {
            var others = new List<string>();
            if (api.Headers.Keys.Contains("Authorization", StringComparer.OrdinalIgnoreCase))
                others.Add("the header Authorization");
            if (api.BasicAuth is not null)
                others.Add("basic_auth");
            if (others.Count > 0 && api.BearerToken is not null)
                report.Error($"apis[{i}].bearer_token", $"cannot go with {others[0]}; keep one of them");
            else if (others.Count > 1)
                report.Error($"apis[{i}].basic_auth", $"cannot go with {others[0]}; keep one of them");
        }
    }
}
