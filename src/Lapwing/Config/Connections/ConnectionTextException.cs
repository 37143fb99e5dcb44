namespace Lapwing.Config.Connections;

/// <summary>The connection of a target cannot be understood. The message goes on after "connection: ", and is free of secrets.</summary>
internal sealed class ConnectionTextException(string message) : Exception(message)
{
    private static readonly char[] Delimiters = [';', '=', '\'', '"', ',', ' '];

    /// <summary>From what a client library's parser says, unless that may quote a piece of a password.</summary>
    public static ConnectionTextException From(Exception parser, string engine, string text)
    {
        var reason = MayQuotePassword(parser.Message, text)
            ? "what stands after the password is not understood; quote a password that holds ';', or percent-encode it in a URL"
            : parser.Message.TrimEnd('.');
        return new($"is no connection string or URL of {engine}: {reason}");
    }

    /// <summary>
    /// A password with an unquoted semicolon goes on as what looks like a keyword, and parsers name the keyword they do not know.
    /// So nothing is repeated that stands within the password or directly behind it.
    /// </summary>
    private static bool MayQuotePassword(string message, string text)
    {
        var start = text.LastIndexOf("password", StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            start = text.LastIndexOf("pwd", StringComparison.OrdinalIgnoreCase);
        var value = start < 0 ? -1 : text.IndexOf('=', start);
        return value >= 0
            && text[(value + 1)..].Split(';').Take(2)
                .SelectMany(part => part.Split(Delimiters, StringSplitOptions.RemoveEmptyEntries))
                .Any(piece => message.Contains(piece, StringComparison.OrdinalIgnoreCase));
    }
}
