using System.Text;
using Lapwing.Config.Validation;
using Lapwing.Probes.Http;
using Newtonsoft.Json;

namespace Lapwing.Fuzz.Targets;

/// <summary>A condition on JSON: a JSONPath in the first line, what is expected in the second, and the document in the others.</summary>
internal sealed class JsonPathTarget : IFuzzTarget
{
    private static readonly JsonPathsAttribute Paths = new();

    public string Words => "$ . .. [ ] * ? ( ) @ [?(@.a [?( )] == != =~ < > && || [0] [-1] [::2] [1:2:0] ['a'] , : ' \" / /i true null 1e999 "
        + "{ } {\"a\": \\u0000 \\ud800 1.5 0x1 // /* NaN Infinity 12345678901234567890123";

    public void Run(ReadOnlySpan<byte> input)
    {
        var parts = Encoding.UTF8.GetString(input).Split('\n', 3);
        if (parts is not [var path, var expected, var document] || Paths.CheckKey(path) is not null)
            return;

        try
        {
            _ = new JsonExpectation(path, expected).Check(JsonExpectation.Parse(document));
        }
        catch (JsonException)
        {
            // No JSON, as declared.
        }
    }
}
