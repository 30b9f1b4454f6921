namespace OrleansScaler.Cli.Tests.Verbs;

[Collection(ConsoleTests.Name)]
public sealed class CellVerbTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scaler-cell-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("--scheduler", "nowhere", "--scheduler is 'nowhere', not an address (HOST:PORT)")]
    [InlineData("--listen", "10400", "--listen is '10400', not an address (HOST:PORT)")]
    [InlineData("--api", "a b:1", "--api is 'a b:1', not an address (HOST:PORT)")]
    [InlineData("--for", "0s", "--for is '0s', not a duration (500ms, 10s, 5m, 2h) above 0")]
    [InlineData("--for", "12", "--for is '12', not a duration")]
    [InlineData("--speed", "0", "--speed is '0', not a number from 0.01 to 1000")]
    [InlineData("--seed", "-1", "--seed is '-1', not a whole number from 0 to")]
    public async Task Cell_WrongValue_NamesOptionValueAndBound(string option, string value, string problem)
    {
        var (code, error) = await Capture.RunAsync("cell", option, value);

        Assert.Equal(2, code);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cell_FolderWithoutATable_NamesTheFile()
    {
        var (code, error) = await Capture.RunAsync("cell", "--trace", _folder.FullName);

        Assert.Equal(2, code);
        Assert.Contains("workload.csv", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cell_NodesNobodyCouldReach_AreRefused()
    {
        var (code, error) = await Capture.RunAsync(
            "cell", "--trace", Table(), "--listen", "0.0.0.0:0", "--scheduler", "127.0.0.1:1");

        Assert.Equal(2, code);
        Assert.Contains("--listen is '0.0.0.0:0'", error, StringComparison.Ordinal);
    }

    private string Table()
    {
        string[] lines =
        [
            "function,limit_mb,calls,rounds,calls_per_round_mean,calls_per_round_max,gap_ms_mean,gap_ms_min,gap_ms_max,"
            + "exec_ms_min,exec_ms_mean,exec_ms_max,memory_used_mb_mean,memory_used_mb_max,kind",
            "1,128,4,2,2,2,500,500,500,10,20,30,2,3,sleep dense",
        ];
        File.WriteAllLines(Path.Combine(_folder.FullName, "workload.csv"), lines);
        return _folder.FullName;
    }
}
