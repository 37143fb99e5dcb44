using Newtonsoft.Json.Linq;

namespace Lapwing.Config.Validation;

/// <summary>A map whose keys are JSONPaths.</summary>
internal sealed class JsonPathsAttribute : CheckAttribute
{
    /// <summary>Paths nest, and their parser recurses: it ends the process by a stack overflow at some ten thousand levels.</summary>
    private const int MaxLength = 1000;

    public override string? CheckKey(string key)
    {
        if (key.Length > MaxLength)
            return $"is longer than {MaxLength} characters, the most that a JSONPath may have";
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
