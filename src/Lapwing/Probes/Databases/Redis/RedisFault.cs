namespace Lapwing.Probes.Databases.Redis;

/// <summary>What failures of Redis mean, by the first word of the answer.</summary>
internal static class RedisFault
{
    public static ProbeError Explain(Exception failure, string address) => failure switch
    {
        RedisServerException e => FromServer(e, $"{address}: {e.Message}"),
        InvalidDataException => new(ProbeErrorKind.Protocol, $"{address}: {failure.Message}", Transient: false),
        _ => NetworkFault.Explain(failure, address) ?? new(ProbeErrorKind.Query, $"{address}: {failure.Message}", Transient: false),
    };

    private static ProbeError FromServer(RedisServerException e, string text) => e.Code switch
    {
        "WRONGPASS" or "NOAUTH" => new(ProbeErrorKind.Authentication, text, Transient: false),
        "LOADING" or "MASTERDOWN" or "BUSY" or "TRYAGAIN" => new(ProbeErrorKind.Connection, text, Transient: true),
        _ when Says(e, "max number of clients") => new(ProbeErrorKind.Connection, text, Transient: true),
        // Before ACLs (Redis 6) a wrong password was but an ERR.
        _ when Says(e, "invalid password") || Says(e, "AUTH") => new(ProbeErrorKind.Authentication, text, Transient: false),
        _ when Says(e, "DB index") => new(ProbeErrorKind.Missing, text, Transient: false),
        _ => new(ProbeErrorKind.Query, text, Transient: false),
    };

    private static bool Says(RedisServerException e, string words) =>
        e.Code is "ERR" && e.Message.Contains(words, StringComparison.Ordinal);
}
