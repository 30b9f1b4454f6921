using OrleansScaler.Simulation.Cells.Workloads;
using OrleansScaler.Simulation.Traces.Figures;

namespace OrleansScaler.Simulation.Traces;

/// <summary>Opens a trace by the files that its folder holds.</summary>
public static class TraceFolder
{
    /// <summary>Reads and checks a whole trace; its calls are made later, while they are asked for.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">Which part to play, and how.</param>
    /// <exception cref="TraceException">The folder is no trace, or a line of it is wrong.</exception>
    public static Trace Open(string folder, TraceOptions options)
    {
        if (!Directory.Exists(folder))
        {
            throw new TraceException(folder, "there is no such folder");
        }

        var name = NameOf(folder);
        if (File.Exists(Path.Combine(folder, AzureReader.InvocationsFile)))
        {
            return AzureReader.Open(folder, name, options);
        }

        if (File.Exists(Path.Combine(folder, ContestReader.RequestsFile)))
        {
            return ContestReader.Open(folder, name, options);
        }

        if (File.Exists(Path.Combine(folder, FiguresReader.File)))
        {
            return FiguresLog.Open(folder, name, options, new FiguresOptions());
        }

        if (CellTrace.IsIn(folder))
        {
            throw new TraceException(
                folder, $"a 2020 workload ({CellTrace.FileName}) has no request log; 'simulate' plays it");
        }

        throw new TraceException(
            folder,
            $"no trace: neither {AzureReader.InvocationsFile} (Azure 2019) nor {ContestReader.RequestsFile} "
            + $"or {FiguresReader.File} (contest 2023) is in it");
    }

    /// <summary>Path of a file that a trace must have.</summary>
    internal static string Require(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? path : throw new TraceException(path, "the file is missing");
    }

    /// <summary>A folder's name as a trace's: with its parent's.</summary>
    internal static string NameOf(string folder)
    {
        var full = new DirectoryInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return full.Parent?.Parent is null ? full.Name : $"{full.Parent.Name}/{full.Name}";
    }
}
