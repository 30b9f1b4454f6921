using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansScaler.Grains.Storage;
using OrleansScaler.Grains.Storage.Boards;

namespace OrleansScaler.Grains.Tests.Storage.Crashes;

/// <summary>
/// A process that writes to a store and a board until it is killed, and says what was acknowledged. It ends by itself
/// when nobody reads that any more.
/// </summary>
internal static class CrashingProcess
{
    public const int Writers = 16;

    /// <summary>Small, so that compactions are killed too.</summary>
    private static FileStorageOptions OptionsOf(string folder) =>
        new() { Folder = folder, CompactAboveMegabytes = 0 };

    /// <param name="arguments">The folder.</param>
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var folder])
        {
            await Console.Error.WriteLineAsync("One argument: the folder to write in. Tests start this.");
            return 2;
        }

        using var store = new FileGrainStorage(OptionsOf(folder), NullLogger<FileGrainStorage>.Instance);
        using var board = new MappedUseBoard(folder, Writers * 100, NullLogger<MappedUseBoard>.Instance);
        for (var place = 0; place < Writers; place++)
        {
            if ((await store.ReadAsync(place)).RecordExists)
            {
                board.Claim(place);
            }
            else
            {
                board.Take();
            }
        }

        await Task.WhenAny(Enumerable.Range(0, Writers).Select(writer => WriteAsync(store, board, writer)));
        return 1;
    }

    private static async Task WriteAsync(FileGrainStorage store, MappedUseBoard board, int writer)
    {
        var state = await store.ReadAsync(writer);
        var round = state.RecordExists ? int.Parse(state.State!.Text, CultureInfo.InvariantCulture) : 0;
        while (true)
        {
            await Task.Yield();
            round++;
            state.State = new Sample { Text = $"{round}", Note = new string('n', 600) };
            await store.WriteStateAsync("slots", Stores.Grain(writer), state);
            board.Write(writer, (ulong)round);
            Say($"{writer} {round}");
        }
    }

    private static void Say(string line)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
