namespace OrleansScaler.EndToEnd.Tests.Processes;

/// <summary>How a process ended and what it wrote.</summary>
internal sealed record ProcessResult(int ExitCode, string Output, string Error)
{
    /// <summary>The process did its work.</summary>
    public void AssertGood() => AssertExitCode(0);

    /// <summary>
    /// The process did nothing but say why not: in words, on the error stream, in one go, with all of these in it.
    /// </summary>
    public void AssertRefused(params string[] words)
    {
        AssertExitCode(2);
        Assert.All(words, word => Assert.Contains(word, Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Error, StringComparison.Ordinal);
    }

    private void AssertExitCode(int expected) => Assert.True(
        ExitCode == expected, $"Exit code {ExitCode}, not {expected}. {Output}{Environment.NewLine}{Error}");
}
