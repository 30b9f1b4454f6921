using Spectre.Console;

namespace OrleansScaler.Cli.Display;

/// <summary>
/// Standard output: colours and live tables on a terminal, plain lines of a fixed width in a file or pipe.
/// </summary>
internal static class Terminal
{
    private const int PlainWidth = 120;

    public static IAnsiConsole Out { get; } = Create();

    private static IAnsiConsole Create()
    {
        if (!Console.IsOutputRedirected)
        {
            return AnsiConsole.Console;
        }

        var plain = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        plain.Profile.Width = PlainWidth;
        return plain;
    }
}
