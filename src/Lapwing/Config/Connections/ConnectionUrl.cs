using System.Globalization;
using System.Text.RegularExpressions;

namespace Lapwing.Config.Connections;

/// <summary>The URL form of a connection: <c>scheme://user:password@host:port/database?option=value</c>, decoded.</summary>
internal sealed partial record ConnectionUrl
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

    /// <summary>
    /// Reads a URL of one of the schemes; null when the text is none. Throws when it is one with mistakes in it, or of another scheme:
    /// read as something else it would show its password.
    /// </summary>
    public static ConnectionUrl? Parse(string text, string engine, params ReadOnlySpan<string> schemes)
    {
        text = text.Trim();
        if (!AnyScheme.IsMatch(text))
            return null;
        var colon = text.IndexOf("://", StringComparison.Ordinal);
        var scheme = text[..colon].ToLowerInvariant();
        if (!schemes.Contains(scheme))
            throw new ConnectionTextException($"is a URL that begins with {scheme}://, which is none of {engine}{Instead(schemes)}");

        var (rest, query) = CutAt(text[(colon + 3)..], '?');
        if (query?.Contains('@') == true)
            throw new ConnectionTextException("has an '@' after the '?'; percent-encode '?' in user and password as %3F, '@' in options as %40");
        // The last @ ends the credentials, so that a password may hold one.
        var at = rest.LastIndexOf('@');
        var (user, password) = at < 0 ? (null, null) : CutAt(rest[..at], ':');
        var (authority, database) = CutAt(rest[(at + 1)..], '/');
        var (hosts, port) = HostAndPort(authority);
        return new()
        {
            Scheme = scheme,
            User = Decoded(user),
            Password = Decoded(password),
            Hosts = Decoded(hosts) ?? "localhost",
            Port = port,
            Database = Decoded(database),
            Options = [.. (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Option)],
        };
    }

    /// <summary>A host and its port for people; an IPv6 address stands in brackets.</summary>
    public static string HostPort(string host, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsIPv6(host) ? $"[{host}]" : host)}:{port}");

    private static bool IsIPv6(string host) => host.Contains(':') && !host.Contains(',') && !host.StartsWith('[');

    private static (string Hosts, int? Port) HostAndPort(string authority)
    {
        var colon = authority.LastIndexOf(':');
        if (authority.Contains(',') || colon < 0 || authority.EndsWith(']'))
            return (authority.Trim('[', ']'), null);
        return ushort.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (authority[..colon].Trim('[', ']'), port)
            : throw new ConnectionTextException(
                "has no valid port; write a number from 0 to 65535, and percent-encode '/', '?', '#' and '@' in user and password");
    }

    private static KeyValuePair<string, string> Option(string option)
    {
        var (name, value) = CutAt(option, '=');
        return new(Decoded(name) ?? "", Decoded(value) ?? "");
    }

    private static (string Before, string? After) CutAt(string text, char separator) =>
        text.IndexOf(separator) is var index and >= 0 ? (text[..index], text[(index + 1)..]) : (text, null);

    private static string? Decoded(string? text) => string.IsNullOrEmpty(text) ? null : Uri.UnescapeDataString(text);

    private static string Instead(ReadOnlySpan<string> schemes) =>
        schemes.IsEmpty ? "; write a connection string" : $"; write {schemes[0]}:// or a connection string";

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9+.:-]*://")]
    private static partial Regex AnyScheme { get; }
}
