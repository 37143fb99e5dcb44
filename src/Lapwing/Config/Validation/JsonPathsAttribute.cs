using Newtonsoft.Json.Linq;

namespace Lapwing.Config.Validation;

/// <summary>A map whose keys are JSONPaths.</summary>
internal sealed class JsonPathsAttribute : CheckAttribute
{
    public override string? CheckKey(string key)
    {
        try
        {
            new JObject().SelectToken(key);
            return null;
        }
        catch (Exception e)
        {
            // Any exception: a path may make the parser fail by overflow or index as well as by its own kind.
            return $"is not a JSONPath: {e.Message.TrimEnd('.')}; write one such as $.status";
        }
    }
}
