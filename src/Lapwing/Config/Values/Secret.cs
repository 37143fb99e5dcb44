namespace Lapwing.Config.Values;

/// <summary>
/// A text that must never be shown: passwords, tokens, connection strings. It prints as <c>&lt;secret&gt;</c>, so that a record,
/// a log line or an API that holds it cannot leak it; who needs the text says so by <see cref="Reveal"/>.
/// </summary>
internal readonly record struct Secret
{
    private readonly string? _text;

    public Secret(string text) => _text = text;

    public string Reveal() => _text ?? "";

    public override string ToString() => "<secret>";
}
