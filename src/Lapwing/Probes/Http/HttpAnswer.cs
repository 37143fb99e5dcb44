namespace Lapwing.Probes.Http;

/// <summary>A response that has come whole, for the conditions to judge.</summary>
/// <param name="response">Status and headers.</param>
/// <param name="run">How it came.</param>
/// <param name="body">The body after decompression; where no condition asks for it, only its beginning.</param>
internal sealed class HttpAnswer(HttpResponseMessage response, HttpRun run, ReadOnlyMemory<byte> body)
{
    private string? _text;

    public HttpRun Run => run;

    public int Status => (int)response.StatusCode;

    public int BodyLength => body.Length;

    /// <summary>The body as text.</summary>
    public string Text => _text ??= HttpText.Decode(body.Span, Charset);

    /// <summary>The beginning of the body for people to look at.</summary>
    public string Preview => HttpText.Preview(body.Span, Charset);

    private string? Charset => response.Content.Headers.ContentType?.CharSet;

    /// <summary>The value of a header, several of them joined by commas; null when it did not come.</summary>
    public string? Header(string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values)
        || response.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? values.ToString()
            : null;
}
