using System.Text.Json;

namespace OrleansScaler.Cli.Tests.Verbs;

[Collection(ConsoleTests.Name)]
public sealed class PlaceVerbTests
{
    [Theory]
    [InlineData("--nodes", "0", "--nodes is '0', not whole numbers from 1 to 20000 with commas between")]
    [InlineData("--nodes", "10,x", "--nodes is '10,x', not whole numbers from 1 to 20000")]
    [InlineData("--policy", "bestfit", "--policy: 'bestfit' is no placement policy; it must be one of best-fit, ")]
    [InlineData("--pack", "0", "--pack is '0', not a whole number from 1 to 100000")]
    public async Task Place_WrongValue_NamesOptionValueAndBound(string option, string value, string problem)
    {
        var (code, error) = await Capture.RunAsync("place", option, value);

        Assert.Equal(2, code);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Place_Churn_WritesItsFigures()
    {
        using var json = await RunAsync("--nodes", "10,40", "--seconds", "0.05", "--policy", "spread");

        var churn = json.RootElement.GetProperty("churn");
        Assert.Equal([10, 40], churn.EnumerateArray().Select(one => one.GetProperty("nodes").GetInt32()));
        Assert.All(churn.EnumerateArray(), one => Assert.True(one.GetProperty("placementsPerSecond").GetDouble() > 0));
        Assert.All(
            churn.EnumerateArray(), one => Assert.InRange(one.GetProperty("tooLargeShare").GetDouble(), 0.02, 0.08));
        Assert.Equal(400, json.RootElement.GetProperty("memory").GetProperty("slots").GetInt32());
    }

    [Fact]
    public async Task Place_Pack_NeedsAtLeastTheLowerBound()
    {
        using var json = await RunAsync("--pack", "300", "--seeds", "2", "--policy", "best-fit,worst-fit");

        var packing = json.RootElement.GetProperty("packing").EnumerateArray().ToArray();
        Assert.Equal(["best-fit", "worst-fit"], packing.Select(one => one.GetProperty("policy").GetString()));
        Assert.All(packing, one => Assert.InRange(one.GetProperty("batch").GetDouble(), 1, 1.3));
        Assert.All(packing, one => Assert.InRange(one.GetProperty("online").GetDouble(), 1, 1.3));
        Assert.True(packing[0].GetProperty("online").GetDouble() < packing[1].GetProperty("online").GetDouble());
    }

    private static async Task<JsonDocument> RunAsync(params string[] options)
    {
        var file = Path.GetTempFileName();
        try
        {
            var (code, error) = await Capture.RunAsync(["place", .. options, "--json", file]);
            Assert.Equal((0, ""), (code, error));
            return JsonDocument.Parse(await File.ReadAllTextAsync(file));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
