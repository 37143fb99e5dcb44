using CsCheck;

namespace Lapwing.Tests.Config;

/// <summary>Whatever a file holds, the answer is a configuration or errors, never an exception.</summary>
public sealed class RobustnessTests
{
    private const string Valid = """
        listen: [a:1, '*:2']
        defaults: &d { interval: 5s, retry: { attempts: 3, factor: 1.5 } }
        apis:
          - name: orders
            url: https://shop.example/api/orders
            headers: { Authorization: "Bearer ${TOKEN}" }
            expect:
              status: [200-299]
              body: { contains: ok, matches: '^\{', json: { "$.status[?(@.a == 1)]": ok } }
              headers: { Content-Type: ^application/json }
            labels: { team: shop }
        databases:
          - { engine: postgresql, connection: postgresql://h/d, queries: [{ metric: m, sql: SELECT 1 }] }
        files:
          - path: /data/in/*.csv
            expect: { max_age: 1h, max_size: 5MB, min_files: 1 }
        groups: [{ name: g, rules: [{ alert: a, expr: b > 1, for: 1m }] }]
        route: { receiver: r }
        receivers: [{ name: r, webhook_configs: [{ url: "http://h" }] }]
        """;

    // What YAML and our own formats give a meaning to, so that most texts are more than noise.
    private static readonly Gen<string> Piece = Gen.Frequency(
        (6, Gen.OneOf([.. "[]{}:,-?*&!|>'\"%@`#<~\n \t\\$()0\0\u2028\ud800".Select(c => Gen.Const($"{c}"))])),
        (4, Gen.OneOf([.. Valid.Split([' ', '\n', ','], StringSplitOptions.RemoveEmptyEntries).Select(Gen.Const)])),
        (3, Gen.OneOf([.. (string[])["\n  ", "- ", ": ", "<<: *d", "${", "${file:", "$${", "...", "---\n", "!!str ", "&a ", "*a ", "? ", "\r\n", "\ufeff"]])),
        (1, Gen.String[0, 5]));

    [Fact]
    public void Any_text_is_read_without_an_exception() =>
        Piece.Array[0, 60].Select(string.Concat).Sample(Answers, iter: 1000);

    [Fact]
    public void A_valid_file_with_something_changed_is_read_without_an_exception() =>
        Gen.Select(Gen.Int[0, Valid.Length], Gen.Int[0, 12], Piece.Array[0, 3])
            .Select((at, length, pieces) => Valid[..at] + string.Concat(pieces) + Valid[Math.Min(Valid.Length, at + length)..])
            .Sample(Answers, iter: 1000);

    [Theory]
    [InlineData("files: [{ path: a, match: [{ metric: m, regex: '", "(", "' }] }]")]
    [InlineData("apis: [{ url: http://a, expect: { body: { json: { ? '$", "[?(@", "' : b } } } }]")]
    [InlineData("data: '", "${", "'")]
    public void Texts_that_nest_without_end_are_errors(string start, string nested, string end) =>
        Assert.NotEmpty(Read.Errors(start + string.Concat(Enumerable.Repeat(nested, 1_000_000)) + end));

    [Fact]
    public void The_file_that_is_changed_is_valid() => Read.Valid(Valid);

    private static bool Answers(string yaml)
    {
        var result = Read.Text(yaml);
        return result.IsValid ? result.Errors.Count == 0 : result.Errors.Count > 0 && result.Errors.All(error => !$"{error}".Contains('\n'));
    }
}
