using System.Diagnostics;
using OrleansScaler.EndToEnd.Tests.Files;

namespace OrleansScaler.EndToEnd.Tests.Disks;

/// <summary>A file system of one test, with little room, gone with it.</summary>
internal sealed class SmallDisk : IDisposable
{
    /// <summary>The use board takes 8 bytes for each of the slots that a server may have.</summary>
    private const string Room = "64m";

    private const int PieceSize = 64 * 1024;

    private readonly TestFolder _folder = new();

    public SmallDisk()
    {
        if (!TryRun("mount", "-t", "tmpfs", "-o", $"size={Room}", "none", Path))
        {
            _folder.Dispose();
            throw new InvalidOperationException("Mounting is not allowed here.");
        }
    }

    /// <summary>Why no such disk can be had here; null when it can.</summary>
    public static string? Missing { get; } = FindMissing();

    public string Path => _folder.Path;

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Fills it to the last byte.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var piece = new byte[PieceSize];
        for (var size = piece.Length; size > 0; size /= 2)
        {
            while (TryWrite(filler, piece.AsSpan(0, size)))
            {
            }
        }
    }

    public void MakeRoom() => File.Delete(Filler);

    public void Dispose()
    {
        TryRun("umount", "-l", Path);
        _folder.Dispose();
    }

    private static bool TryWrite(FileStream filler, ReadOnlySpan<byte> bytes)
    {
        try
        {
            filler.Write(bytes);
            return true;
        }
        catch (IOException)
        {
            return false; // Full, as is meant.
        }
    }

    private static string? FindMissing()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "a small file system is mounted for it, which takes root on Linux.";
        }

        try
        {
            new SmallDisk().Dispose();
            return null;
        }
        catch (InvalidOperationException fault)
        {
            return fault.Message;
        }
    }

    private static bool TryRun(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
