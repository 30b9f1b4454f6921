using System.Globalization;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Load;

/// <summary>CPU time and memory of a process, from <c>/proc</c>.</summary>
internal sealed class ServerProcess
{
    /// <summary>Linux counts in hundredths of a second for user space, whatever its own clock does.</summary>
    private const double TicksPerSecond = 100;

    // Fields of /proc/PID/stat after the name in brackets, which may hold blanks: the first there is field 3.
    private const int UserField = 14 - 3;
    private const int SystemField = 15 - 3;

    private readonly int _id;

    public ServerProcess(int id)
    {
        _id = id;
        if (!File.Exists(StatPath))
        {
            throw new StartException($"--pid {id}: there is no such process (or no /proc to ask)");
        }
    }

    private string StatPath => $"/proc/{_id}/stat";

    /// <summary>CPU time used so far.</summary>
    public TimeSpan Cpu()
    {
        var text = File.ReadAllText(StatPath);
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = Field(fields, UserField) + Field(fields, SystemField);
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    /// <summary>Memory in use, in MB.</summary>
    public double MemoryMegabytes()
    {
        const string Label = "VmRSS:";
        var line = File.ReadLines($"/proc/{_id}/status").First(l => l.StartsWith(Label, StringComparison.Ordinal));
        var kilobytes = line[Label.Length..].Trim().Split(' ')[0];
        return double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024;
    }

    private static double Field(string[] fields, int index) =>
        double.Parse(fields[index], CultureInfo.InvariantCulture);
}
