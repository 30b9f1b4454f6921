namespace OrleansScaler.Cli.Tests.Verbs;

[Collection(ConsoleTests.Name)]
public sealed class ChaosVerbTests
{
    [Theory]
    [InlineData("--for", "1s", "--for is '1s', not a duration (500ms, 10s, 5m, 2h) from 5s to 24 days")]
    [InlineData("--seed", "-1", "--seed is '-1', not a whole number from 0 to")]
    [InlineData("--seeds", "0", "--seeds is '0', not a number of seeds from 1 to 1000")]
    [InlineData("--seeds", "1,x", "--seeds is '1,x', not a number of seeds from 1 to 1000, or whole numbers")]
    [InlineData("--rate", "0", "--rate is '0', not a number from 0.1 to 100000")]
    [InlineData("--functions", "0", "--functions is '0', not a whole number from 1 to 100000")]
    [InlineData("--faults", "kill,flood", "--faults is 'kill,flood', not 'none' or names with commas between")]
    public async Task Chaos_WrongValue_NamesOptionValueAndBound(string option, string value, string problem)
    {
        var (code, error) = await Capture.RunAsync("chaos", option, value);

        Assert.Equal(2, code);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chaos_RestartWithFaults_IsRefused()
    {
        var (code, error) = await Capture.RunAsync("chaos", "--restart", "--faults", "kill");

        Assert.Equal(2, code);
        Assert.Contains("--restart and --faults cannot be given together", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chaos_JsonThatCannotBeWritten_IsRefusedBeforeTheRun()
    {
        var (code, error) = await Capture.RunAsync("chaos", "--json", "/no/such/folder/chaos.json");

        Assert.Equal(2, code);
        Assert.Contains("--json", error, StringComparison.Ordinal);
    }
}
