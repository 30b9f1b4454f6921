using System.Text.Json;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OrleansScaler.Protos.Admin;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Tests.Verbs;

[Collection(ConsoleTests.Name)]
public sealed class NodesVerbTests
{
    private static readonly HostPort AnyPort = new("127.0.0.1", 0);

    [Fact]
    public async Task Nodes_NobodyAnswers_SaysSoInOneSentenceAndEndsWith2()
    {
        // A port that was free a moment ago.
        var host = await ServeAsync(new FakeAdmin());
        var address = host.Address;
        await host.DisposeAsync();

        var (code, error) = await Capture.RunAsync("nodes", "--admin", $"{address}");

        Assert.Equal(2, code);
        Assert.Equal(
            $"no server answers on {address}; start one (./scaler serve), or name it with --admin HOST:PORT"
            + Environment.NewLine,
            error);
    }

    [Theory]
    [InlineData(StatusCode.FailedPrecondition, 1, "sentence")]
    [InlineData(StatusCode.Unimplemented, 2, "tells nothing of nodes; its admin address (Gateway:AdminAddress)")]
    [InlineData(StatusCode.Unavailable, 1, "answers Unavailable: sentence")]
    [InlineData(StatusCode.Internal, 1, "answers Internal: sentence")]
    public async Task Nodes_TheServerRefuses_TellsItsSentence(StatusCode status, int expected, string text)
    {
        await using var host = await ServeAsync(new FakeAdmin { Refuses = status });

        var (code, error) = await Capture.RunAsync("nodes", "--admin", $"{host.Address}");

        Assert.Equal(expected, code);
        Assert.Contains(text, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split(Environment.NewLine));
    }

    [Fact]
    public async Task Nodes_Json_HasNodesOfAllShards()
    {
        using var json = await TellAsync(new FakeAdmin());

        var root = json.RootElement;
        Assert.Equal(3, root.GetProperty("slots").GetInt32());
        Assert.Equal(5, root.GetProperty("waitingWishes").GetInt32());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("placements").ValueKind);
        var nodes = root.GetProperty("nodes").EnumerateArray().ToArray();
        Assert.Equal(["a", "b"], nodes.Select(node => node.GetProperty("id").GetString()));
        Assert.Equal([0, 1], nodes.Select(node => node.GetProperty("shard").GetInt32()));
        Assert.Equal(
            ("ordered", "quarantined", true),
            (nodes[0].GetProperty("origin").GetString(), nodes[0].GetProperty("health").GetString(),
                nodes[0].GetProperty("draining").GetBoolean()));
        Assert.Equal(512, nodes[0].GetProperty("used").GetProperty("memoryMegabytes").GetDouble());
        Assert.Equal(2, nodes[0].GetProperty("functions").GetProperty("f[1]").GetInt32());
        Assert.Equal(JsonValueKind.Null, nodes[0].GetProperty("measuredUse").ValueKind);
    }

    [Fact]
    public async Task Nodes_Placements_TellsWhereAndWhy()
    {
        using var json = await TellAsync(new FakeAdmin(), "--placements");

        var placements = json.RootElement.GetProperty("placements").EnumerateArray().ToArray();
        Assert.Equal(["a", null], placements.Select(one => one.GetProperty("node").GetString()));
        Assert.Equal([null, "no_room"], placements.Select(one => one.GetProperty("refusal").GetString()));
        Assert.Equal(
            DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123),
            placements[0].GetProperty("at").GetDateTimeOffset());
    }

    [Fact]
    public async Task Nodes_AShardIsSilent_TellsTheRestAndEndsWith1()
    {
        using var json = await TellAsync(1, new FakeAdmin { Problem = "Shard 1 has not answered." });

        Assert.Equal("Shard 1 has not answered.", json.RootElement.GetProperty("problems")[0].GetString());
        Assert.Equal(1, json.RootElement.GetProperty("nodes").GetArrayLength());
    }

    [Theory]
    [InlineData("--drain", true)]
    [InlineData("--undrain", false)]
    public async Task Nodes_Drain_TellsTheServer(string option, bool drain)
    {
        var admin = new FakeAdmin();
        using var json = await TellAsync(admin, option, "a");

        Assert.Equal(new DrainNodeRequest { NodeId = "a", Drain = drain }, Assert.Single(admin.Drains));
    }

    [Fact]
    public async Task Nodes_DrainOfAnUnknownNode_TellsSoAndEndsWith2()
    {
        await using var host = await ServeAsync(new FakeAdmin());

        var (code, error) = await Capture.RunAsync("nodes", "--admin", $"{host.Address}", "--drain", "z");

        Assert.Equal((2, $"There is no node 'z'.{Environment.NewLine}"), (code, error));
    }

    [Fact]
    public async Task Nodes_DrainAndUndrain_AreRefusedTogether()
    {
        var (code, error) = await Capture.RunAsync("nodes", "--drain", "a", "--undrain", "b");

        Assert.Equal(2, code);
        Assert.Contains("--drain and --undrain cannot be given together", error, StringComparison.Ordinal);
    }

    private static Task<GrpcHost> ServeAsync(FakeAdmin admin) => GrpcHost.StartAsync(
        AnyPort, services => services.AddSingleton(admin), endpoints => endpoints.MapGrpcService<FakeAdmin>());

    private static Task<JsonDocument> TellAsync(FakeAdmin admin, params string[] options) =>
        TellAsync(0, admin, options);

    private static async Task<JsonDocument> TellAsync(int expected, FakeAdmin admin, params string[] options)
    {
        await using var host = await ServeAsync(admin);
        var file = Path.GetTempFileName();
        try
        {
            var (code, error) = await Capture.RunAsync(
                ["nodes", "--admin", $"{host.Address}", "--json", file, .. options]);
            Assert.Equal((expected, ""), (code, error));
            return JsonDocument.Parse(await File.ReadAllTextAsync(file));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
