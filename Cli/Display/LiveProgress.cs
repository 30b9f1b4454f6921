using Spectre.Console;
using Spectre.Console.Rendering;

namespace OrleansScaler.Cli.Display;

/// <summary>
/// What is under way, as long as it is: a table that changes on a terminal, lines now and then elsewhere.
/// </summary>
internal static class LiveProgress
{
    private static readonly TimeSpan s_tableInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_lineInterval = TimeSpan.FromSeconds(5);

    /// <summary>Shows it until the work ends, however it ends.</summary>
    /// <param name="work">The work.</param>
    /// <param name="table">Tells it as a table.</param>
    /// <param name="line">Tells it as a line.</param>
    public static Task ShowAsync(Task work, Func<IRenderable> table, Func<string> line) =>
        Console.IsOutputRedirected ? PrintLinesAsync(work, line) : ShowTableAsync(work, table);

    private static async Task ShowTableAsync(Task work, Func<IRenderable> table) =>
        await Terminal.Out.Live(table()).AutoClear(true).StartAsync(async display =>
        {
            while (!work.IsCompleted)
            {
                await Task.WhenAny(work, Task.Delay(s_tableInterval));
                display.UpdateTarget(table());
            }
        });

    private static async Task PrintLinesAsync(Task work, Func<string> line)
    {
        while (await Task.WhenAny(work, Task.Delay(s_lineInterval)) != work)
        {
            Console.WriteLine(line());
        }
    }
}
