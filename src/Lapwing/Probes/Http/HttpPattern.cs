using System.Text.RegularExpressions;

namespace Lapwing.Probes.Http;

/// <summary>A regular expression of the configuration. It is never caught in endless backtracking, whoever wrote the text.</summary>
internal sealed class HttpPattern
{
    /// <summary>Far above what an honest pattern takes over 10 MiB, and below the usual time-out.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Regex _regex;

    public HttpPattern(string pattern)
    {
        try
        {
            _regex = new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException)
        {
            // Look-around and back-references need backtracking; these get a limit instead.
            _regex = new(pattern, RegexOptions.CultureInvariant, Patience);
            Backtracks = true;
        }
    }

    /// <summary>Whether the time it takes is not bounded by the length of the text.</summary>
    public bool Backtracks { get; }

    /// <summary>Whether it matches somewhere; null when that could not be told in time.</summary>
    public bool? Matches(string text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    public override string ToString() => _regex.ToString();
}
