namespace Lapwing.Probes.Databases;

/// <summary>The URL form of a connection: <c>scheme://user:password@host:port/database?option=value</c>, decoded.</summary>
internal sealed record ConnectionUrl
{
    public required string Scheme { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>The host, or several as <c>a:1,b:2</c>, as written but decoded.</summary>
    public required string Hosts { get; init; }

    /// <summary>The port after the host; null when there is none or there are several hosts.</summary>
    public int? Port { get; init; }

    public string? Database { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Options { get; init; }

    /// <summary>Reads a URL of one of the schemes; null when the text is none. Throws when it is one with mistakes in it.</summary>
    public static ConnectionUrl? Parse(string text, params ReadOnlySpan<string> schemes)
    {
        var colon = text.IndexOf("://", StringComparison.Ordinal);
        if (colon < 0 || !schemes.Contains(text[..colon].ToLowerInvariant()))
            return null;

        var (rest, query) = Cut(text[(colon + 3)..], text.IndexOf('?', colon) - colon - 3);
        // The last @ ends the credentials, so that a password may hold one.
        var at = rest.LastIndexOf('@');
        var (user, password) = at < 0 ? (null, null) : CutAt(rest[..at], ':');
        var (authority, database) = CutAt(rest[(at + 1)..], '/');
        var (hosts, port) = HostAndPort(authority!);
        return new()
        {
            Scheme = text[..colon].ToLowerInvariant(),
            User = Decoded(user),
            Password = Decoded(password),
            Hosts = Decoded(hosts) ?? "localhost",
            Port = port,
            Database = Decoded(database),
            Options = [.. (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Option)],
        };
    }

    private static (string Hosts, int? Port) HostAndPort(string authority)
    {
        var colon = authority.LastIndexOf(':');
        if (authority.Contains(',') || colon < 0 || authority.EndsWith(']'))
            return (authority.Trim('[', ']'), null);
        return ushort.TryParse(authority.AsSpan(colon + 1), out var port)
            ? (authority[..colon].Trim('[', ']'), port)
            : throw new ConnectionTextException(
                "The URL of this target has no valid port: it must be a number from 0 to 65535. "
                + "Percent-encode '/', '?', '#' and '@' in user and password.");
    }

    private static KeyValuePair<string, string> Option(string option)
    {
        var (name, value) = CutAt(option, '=');
        return new(Decoded(name) ?? "", Decoded(value) ?? "");
    }

    private static (string? Before, string? After) CutAt(string text, char separator) => Cut(text, text.IndexOf(separator));

    private static (string Before, string? After) Cut(string text, int index) =>
        index < 0 ? (text, null) : (text[..index], text[(index + 1)..]);

    private static string? Decoded(string? text) => string.IsNullOrEmpty(text) ? null : Uri.UnescapeDataString(text);
}
