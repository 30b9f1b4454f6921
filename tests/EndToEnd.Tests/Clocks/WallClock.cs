using System.Globalization;
using OrleansScaler.EndToEnd.Tests.Files;

namespace OrleansScaler.EndToEnd.Tests.Clocks;

/// <summary>
/// The time of day of a process under test, as libfaketime tells it. Its other clocks and timers are the machine's.
/// </summary>
internal sealed class WallClock
{
    private static readonly string[] s_libraries = ["/usr/lib", "/usr/lib64", "/usr/local/lib"];

    private readonly TestFolder _folder;

    public WallClock(TestFolder folder)
    {
        _folder = folder;
        Set(TimeSpan.Zero);
    }

    /// <summary>Where the library is, of the kind for programs with threads; null where it is not.</summary>
    public static string? Library { get; } = s_libraries
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateDirectories(folder).Prepend(folder))
        .Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1"))
        .FirstOrDefault(File.Exists);

    /// <summary>What a process that is to have this clock is started with.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library!,
        ["FAKETIME_TIMESTAMP_FILE"] = _folder.File("time"),
        ["FAKETIME_CACHE_DURATION"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        ["DONT_FAKE_MONOTONIC"] = "1",
        ["FAKETIME_DONT_RESET"] = "1",
    };

    /// <summary>Sets it, so far from the machine's.</summary>
    public void Set(TimeSpan ahead)
    {
        // In one step: a reader that found half a text would take it for another time.
        var text = string.Create(CultureInfo.InvariantCulture, $"{ahead.TotalSeconds:+0;-0;+0}");
        File.Move(_folder.Write("time.new", text), _folder.File("time"), overwrite: true);
    }
}
