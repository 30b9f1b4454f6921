using System.Text.Json;

namespace OrleansScaler.Cli.Tests.Verbs;

[Collection(ConsoleTests.Name)]
public sealed class WorkloadTraceTests
{
    [Theory]
    [InlineData("synthetic:brust", "'brust' is no workload; it must be one of burst, ")]
    [InlineData("synthetic:burst,calls=0", "calls is '0', not a whole number from 1 to 100000")]
    [InlineData("synthetic:", "'' is no workload")]
    public async Task Simulate_WrongWorkload_IsToldAndRefused(string trace, string problem)
    {
        var (code, error) = await Capture.RunAsync("simulate", "--trace", trace, "--policy", "pool");

        Assert.Equal(2, code);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_BurstUnderPatience_StartsFewerThanPerRequest()
    {
        var file = Path.GetTempFileName();
        try
        {
            var (code, _) = await Capture.RunAsync(
                "simulate", "--trace", "synthetic:burst,calls=20,hours=1,every=30m,init-ms=1000", "--policy",
                "keepalive=fixed:10s+scaleup=per-request,keepalive=fixed:10s+scaleup=patience:2s", "--json", file);
            using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
            var created = json.RootElement.GetProperty("runs").EnumerateArray()
                .Select(run => run.GetProperty("slotsCreated").GetInt32()).ToList();

            Assert.Equal(0, code);
            Assert.Equal(40, created[0]);
            Assert.InRange(created[1], 2, 20);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
