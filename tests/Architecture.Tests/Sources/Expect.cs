namespace OrleansScaler.Architecture.Tests.Sources;

/// <summary>Assertions that show every line of what is wrong.</summary>
internal static class Expect
{
    public static void None(IEnumerable<string> wrong)
    {
        var lines = wrong.ToArray();
        var all = string.Join(Environment.NewLine, lines);
        Assert.True(lines.Length == 0, $"{lines.Length} found:{Environment.NewLine}{all}");
    }
}
