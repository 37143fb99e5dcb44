using System.Globalization;

namespace Lapwing.Probes.Databases.Redis;

/// <summary>
/// How to reach a Redis server, from <c>redis://user:password@host:port/database</c>, <c>rediss://</c> for TLS, or the notation of
/// StackExchange.Redis: <c>host:port,user=…,password=…,ssl=true,defaultDatabase=1</c>.
/// </summary>
internal sealed record RedisOptions
{
    private const int DefaultPort = 6379;
    private const int DefaultTlsPort = 6380;

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

    /// <summary>Name expected in the server's certificate.</summary>
    public required string TlsHost { get; init; }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}/{Database}");

    public static RedisOptions Parse(string text) =>
        ConnectionUrl.Parse(text, "redis", "rediss") is { } url ? FromUrl(url) : FromList(text);

    private static RedisOptions FromUrl(ConnectionUrl url) => new()
    {
        Host = url.Hosts,
        Port = url.Port ?? DefaultPort,
        User = url.User,
        Password = url.Password,
        Database = url.Database is { } database ? Number(database, "database") : 0,
        Tls = url.Scheme == "rediss",
        TlsHost = url.Hosts,
    };

    private static RedisOptions FromList(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Where(part => !part.Contains('=')).ToArray() is not [var server])
        {
            throw new ConnectionTextException(
                "The connection of this target must name one Redis server as 'host:port'; watch each one by a target of its own.");
        }

        var options = new RedisOptions { Host = server, Port = 0, TlsHost = server };
        foreach (var part in parts.Where(part => part != server))
        {
            var equals = part.IndexOf('=');
            options = options.With(part[..equals].Trim(), part[(equals + 1)..].Trim());
        }

        var colon = server.LastIndexOf(':');
        var hasPort = colon > 0 && !server.EndsWith(']');
        var host = (hasPort ? server[..colon] : server).Trim('[', ']');
        return options with
        {
            Host = host,
            Port = hasPort ? Number(server[(colon + 1)..], "port") : options.Tls ? DefaultTlsPort : DefaultPort,
            TlsHost = options.TlsHost == server ? host : options.TlsHost,
        };
    }

    private static int Number(string text, string what) => ushort.TryParse(text, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new ConnectionTextException($"The connection of this target has no valid {what}: it must be a number from 0 to 65535.");

    private RedisOptions With(string name, string value) => name.ToLowerInvariant() switch
    {
        "user" => this with { User = value },
        "password" => this with { Password = value },
        "ssl" => this with { Tls = value.Equals("true", StringComparison.OrdinalIgnoreCase) },
        "sslhost" => this with { TlsHost = value },
        "defaultdatabase" => this with { Database = Number(value, "defaultDatabase") },
        _ when Ignored.Contains(name) => this,
        // The name may be a piece of a password that holds a comma, so it is not repeated.
        _ => throw new ConnectionTextException(
            "The connection of this target has an unknown option. Known are user, password, ssl, sslHost and defaultDatabase; "
            + "a password with a comma needs the form redis://."),
    };
}
