using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Lapwing.Probes.Http;

/// <summary>
/// The value that must stand at a JSONPath. Strings are compared without quotes, all else in JSON notation, numbers by value; where the
/// path finds several values, they are compared as an array.
/// </summary>
internal sealed class JsonExpectation(string path, string expected)
{
    /// <summary>Deeper than honest documents go, and far from what a stack has room for.</summary>
    private const int MaxDepth = 512;

    private static readonly JsonSelectSettings Settings = new() { RegexMatchTimeout = TimeSpan.FromSeconds(1) };

    /// <summary>The document in <paramref name="text"/>.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static JToken Parse(string text)
    {
        // Dates stay the strings that they are.
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None, MaxDepth = MaxDepth };
        var document = JToken.ReadFrom(reader);
        return reader.Read() ? throw new JsonReaderException("more follows after the end of the document") : document;
    }

    /// <summary>What is wrong at the path; null when nothing is.</summary>
    public FailedExpectation? Check(JToken document)
    {
        try
        {
            var actual = Select(document);
            return actual is not null && Holds(actual) ? null : Failed(actual);
        }
        catch (Exception e)
        {
            // Any exception: beside its own kind and the time-out, the library fails by index, argument or overflow on some documents.
            return Failed(expected, $"unknown: {HttpText.Shorten(e.Message)}");
        }
    }

    public FailedExpectation NotJson(string why) => Failed(expected, $"not there, the body is not JSON: {why}");

    private JToken? Select(JToken document)
    {
        var found = document.SelectTokens(path, Settings).ToList();
        return found.Count > 1 ? new JArray(found) : found.FirstOrDefault();
    }

    private bool Holds(JToken actual) => actual.Type switch
    {
        JTokenType.String => actual.Value<string>() == expected,
        JTokenType.Integer or JTokenType.Float => actual.ToString(Formatting.None) == expected || SameNumber(actual),
        _ => actual.ToString(Formatting.None) == expected,
    };

    private bool SameNumber(JToken actual) =>
        double.TryParse(expected, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == actual.Value<double>();

    private FailedExpectation Failed(JToken? actual) => actual switch
    {
        null => Failed(expected, "not there"),
        { Type: JTokenType.String } => Failed(HttpText.Quote(expected), HttpText.Quote(actual.Value<string>()!)),
        _ => Failed(expected, HttpText.Shorten(actual.ToString(Formatting.None))),
    };

    private FailedExpectation Failed(string should, string was) => new($"{BodyExpectations.Json} {path}", should, was);
}
