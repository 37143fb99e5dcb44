using Lapwing.Config.Validation;
using Lapwing.Config.Values;

namespace Lapwing.Config;

/// <summary>User and password for HTTP basic authentication.</summary>
internal sealed record BasicAuthConfig
{
    /// <summary>The user, without a colon.</summary>
    [Username]
    public required string Username { get; init; }

    /// <summary>The password.</summary>
    public required Secret Password { get; init; }
}
