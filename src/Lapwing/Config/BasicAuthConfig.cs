using Lapwing.Config.Values;

namespace Lapwing.Config;

/// <summary>User and password for HTTP basic authentication.</summary>
internal sealed record BasicAuthConfig
{
    public required string Username { get; init; }

    public required Secret Password { get; init; }
}
