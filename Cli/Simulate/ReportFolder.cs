using OrleansScaler.Cli.Display;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.Reports;
using Spectre.Console;

namespace OrleansScaler.Cli.Simulate;

/// <summary>The folder that <c>--report</c> names.</summary>
internal sealed class ReportFolder
{
    /// <summary>The page's name in it.</summary>
    public const string FileName = "report.html";

    private readonly string _file;

    private ReportFolder(string file) => _file = file;

    /// <summary>
    /// Makes the folder, and tries that the page can be written: a run of an hour must not end in a page that cannot.
    /// </summary>
    /// <param name="path">The folder; null when no report is wanted.</param>
    /// <exception cref="StartException">It cannot be made or written.</exception>
    public static ReportFolder? Open(string? path)
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            Directory.CreateDirectory(path);
            var file = Path.Combine(path, FileName);

            Probe(file);
            return new ReportFolder(file);
        }
        catch (Exception problem) when (
            problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartException($"--report: cannot write into {path}: {problem.Message}", problem);
        }
    }

    /// <summary>Writes the page, and says where.</summary>
    public void Write(ReportContent content)
    {
        File.WriteAllText(_file, HtmlReport.Write(content));
        Terminal.Out.WriteLine($"Report: {Path.GetFullPath(_file)}");
    }

    /// <summary>
    /// What an earlier run wrote stays until this one has something better; else nothing is left behind.
    /// </summary>
    private static void Probe(string file)
    {
        var exists = File.Exists(file);
        new FileStream(
            file,
            exists ? FileMode.Open : FileMode.CreateNew,
            FileAccess.Write,
            FileShare.Read,
            bufferSize: 0,
            exists ? FileOptions.None : FileOptions.DeleteOnClose).Dispose();
    }
}
