using Lapwing.Config;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Lapwing.Probes.Http;

/// <summary>The conditions on a body: on its text, and on the JSON in it.</summary>
internal sealed class BodyExpectations(BodyExpectConfig config)
{
    public const string Contains = "body.contains";
    public const string Matches = "body.matches";
    public const string Json = "body.json";

    /// <summary>A body that takes a millisecond or so to search: beyond it, I/O threads are kept free of it.</summary>
    private const int MuchWork = 64 * 1024;

    private readonly HttpPattern? _pattern = config.Matches is null ? null : new(config.Matches);
    private readonly JsonExpectation[] _json = [.. config.Json.Select(entry => new JsonExpectation(entry.Key, entry.Value))];

    public bool HasRegex => _pattern is not null;

    /// <summary>Whether judging <paramref name="answer"/> is work for <see cref="CpuPool"/>.</summary>
    public bool IsMuchWork(HttpAnswer answer) => answer.BodyLength > MuchWork || _pattern is { Backtracks: true };

    /// <summary>The conditions that do not hold.</summary>
    public List<FailedExpectation> Check(HttpAnswer answer)
    {
        var failed = new List<FailedExpectation>();
        if (config.Contains is { } part && !answer.Text.Contains(part, StringComparison.Ordinal))
        {
            failed.Add(new(Contains, $"to contain {HttpText.Quote(part)}", HttpText.Quote(answer.Text)));
        }

        if (_pattern is not null)
        {
            CheckPattern(_pattern, answer.Text, failed);
        }

        if (_json.Length > 0)
        {
            failed.AddRange(CheckJson(answer.Text));
        }

        return failed;
    }

    private static void CheckPattern(HttpPattern pattern, string text, List<FailedExpectation> failed)
    {
        var matches = pattern.Matches(text);
        if (matches is not true)
        {
            failed.Add(new(Matches, $"to match {pattern}", matches is null ? "too much for this pattern" : HttpText.Quote(text)));
        }
    }

    private IEnumerable<FailedExpectation> CheckJson(string text)
    {
        JToken document;
        try
        {
            document = JsonExpectation.Parse(text);
        }
        catch (JsonException e)
        {
            return _json.Select(condition => condition.NotJson(text.Length == 0 ? "it is empty" : HttpText.Shorten(e.Message)));
        }

        return _json.Select(condition => condition.Check(document)).OfType<FailedExpectation>();
    }
}
