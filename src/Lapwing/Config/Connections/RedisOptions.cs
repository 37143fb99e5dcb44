using System.Globalization;
using Lapwing.Config.Binding;

namespace Lapwing.Config.Connections;

/// <summary>
/// How to reach a Redis server, from <c>redis://user:password@host:port/database</c>, <c>rediss://</c> for TLS, or the notation of
/// StackExchange.Redis: <c>host:port,user=…,password=…,ssl=true,defaultDatabase=1</c>. A URL may have the same options behind a '?'.
/// </summary>
internal sealed record RedisOptions
{
    private const int DefaultPort = 6379;
    private const int DefaultTlsPort = 6380;

    private static readonly string[] Known = ["user", "password", "ssl", "sslHost", "caFile", "defaultDatabase"];

    /// <summary>Options of that notation which say how its client behaves, not where the server is. They have no meaning here.</summary>
    private static readonly HashSet<string> Ignored = new(StringComparer.OrdinalIgnoreCase)
    {
        "abortConnect", "allowAdmin", "asyncTimeout", "channelPrefix", "checkCertificateRevocation", "configChannel", "configCheckSeconds",
        "connectRetry", "connectTimeout", "highIntegrity", "keepAlive", "name", "protocol", "resolveDns", "responseTimeout", "setlib",
        "sslProtocols", "syncTimeout", "tiebreaker", "version", "writeBuffer",
    };

    public required string Host { get; init; }

    public required int Port { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    public int Database { get; init; }

    public bool Tls { get; init; }

    /// <summary>Name expected in the server's certificate. Default: the host.</summary>
    public string? TlsHost { get; init; }

    /// <summary>PEM file of the authorities that the server's certificate must come from. Default: those of the machine.</summary>
    public string? CaFile { get; init; }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"{ConnectionUrl.HostPort(Host, Port)}/{Database}");

    public static RedisOptions Parse(string text) =>
        ConnectionUrl.Parse(text, "Redis", "redis", "rediss") is { } url ? FromUrl(url) : FromList(text);

    private static RedisOptions FromUrl(ConnectionUrl url)
    {
        // rediss:// has no port of its own.
        var options = new RedisOptions
        {
            Host = HostName(url.Hosts),
            Port = url.Port ?? DefaultPort,
            User = url.User,
            Password = url.Password,
            Database = url.Database is { } database ? Number(database, "database") : 0,
            Tls = url.Scheme == "rediss",
        };
        return url.Options.Aggregate(options, (known, option) => known.With(option.Key, option.Value));
    }

    private static RedisOptions FromList(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Where(part => !part.Contains('=')).ToArray() is not [var server])
            throw new ConnectionTextException("must name one Redis server, as host:port; watch each one by a target of its own");

        var colon = server.LastIndexOf(':');
        var hasPort = colon > 0 && !server.EndsWith(']');
        var options = new RedisOptions
        {
            Host = HostName(hasPort ? server[..colon] : server),
            Port = hasPort ? Number(server[(colon + 1)..], "port") : 0,
        };
        foreach (var part in parts.Where(part => part.Contains('=')))
        {
            var equals = part.IndexOf('=');
            options = options.With(part[..equals].TrimEnd(), part[(equals + 1)..].TrimStart());
        }

        return hasPort ? options : options with { Port = options.Tls ? DefaultTlsPort : DefaultPort };
    }

    private RedisOptions With(string name, string value) => name.ToLowerInvariant() switch
    {
        "user" => this with { User = value },
        "password" => this with { Password = value },
        "ssl" => this with { Tls = Flag(value) },
        "sslhost" => this with { TlsHost = value },
        "cafile" => this with { CaFile = value },
        "defaultdatabase" => this with { Database = Number(value, "defaultDatabase") },
        _ when Ignored.Contains(name) => this,
        // The name may be a piece of a password that holds a comma, so it is not repeated.
        _ => throw new ConnectionTextException(
            Suggestion.For(name, Known) is { } meant
                ? $"has an unknown option; did you mean '{meant}'?"
                : $"has an unknown option; known are {string.Join(", ", Known)}, and a password with a comma needs the form redis://"),
    };

    private static string HostName(string text) => text.Trim('[', ']') is var host && host.Length > 0 && !host.AsSpan().ContainsAny(",@/ ")
        ? host
        : throw new ConnectionTextException("must name one host; write redis://user:password@host:port/database, or host:port,password=…");

    private static int Number(string text, string what) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ConnectionTextException($"has no valid {what}; write a number from 0 to 65535");

    private static bool Flag(string text) =>
        bool.TryParse(text, out var flag) ? flag : throw new ConnectionTextException("has an option 'ssl' that is neither true nor false");
}
