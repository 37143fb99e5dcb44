using System.Text;
using Spectre.Console;

namespace Lapwing.Tests.Commands;

/// <summary>A console as a file or a pipe sees it: plain text, as wide as it is told.</summary>
internal sealed class TextConsole
{
    private readonly StringBuilder _text = new();

    public TextConsole(int width = 200)
    {
        Writer = TextWriter.Synchronized(new StringWriter(_text));
        Console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(Writer) });
        Console.Profile.Width = width;
    }

    public IAnsiConsole Console { get; }

    public TextWriter Writer { get; }

    /// <summary>What was printed so far.</summary>
    public string Text
    {
        get
        {
            lock (Writer) // as it does itself while it writes
            {
                return _text.ToString();
            }
        }
    }

    public IReadOnlyList<string> Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
