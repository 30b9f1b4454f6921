using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OrleansScaler.Cli.Echo;
using OrleansScaler.Cli.Load;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Simulation.Hosting;

namespace OrleansScaler.Cli.Tests.Load;

public sealed class LoadRunTests
{
    private static readonly HostPort AnyPort = new("127.0.0.1", 0);
    private static readonly Warmup Short = new(TimeSpan.FromSeconds(5), 100);

    [Fact]
    public async Task Run_ClosedLoop_CallsEveryFunctionAndCountsPairs()
    {
        var scaler = new CountingScaler();
        var options = new LoadOptions { Functions = 10, Concurrency = 4, Connections = 2 };

        var report = await LoadAsync(scaler, options, TimeSpan.FromMilliseconds(300));

        Assert.Equal("closed", report.Loop);
        Assert.Equal((0, 100), (report.Failed, report.WarmupPairs));
        Assert.Equal(scaler.Idles, report.Pairs + report.WarmupPairs);
        Assert.Equal(10, scaler.Keys.Count);
        Assert.True(report.AssignLatencyMs.Max >= report.AssignLatencyMs.P50);
    }

    [Fact]
    public async Task Run_CallersEnough_NeverHaveAFunctionTwice()
    {
        var scaler = new CountingScaler();
        await LoadAsync(
            scaler, new LoadOptions { Functions = 16, Concurrency = 8 }, TimeSpan.FromMilliseconds(200));

        Assert.Equal(0, scaler.Overlaps);
    }

    [Fact]
    public async Task Run_OpenLoop_SendsAtTheRate()
    {
        var options = new LoadOptions { Functions = 10, Concurrency = 4, Rate = 200 };

        var report = await LoadAsync(new CountingScaler(), options, TimeSpan.FromSeconds(1));

        Assert.Equal(("open", 0), (report.Loop, report.Failed));
        Assert.InRange(report.Pairs, 150, 201);
    }

    [Fact]
    public async Task Run_Cold_GivesEveryInstanceUp()
    {
        var scaler = new CountingScaler();

        await LoadAsync(scaler, new LoadOptions { Concurrency = 2, Cold = true }, TimeSpan.FromMilliseconds(100));

        Assert.Equal(scaler.Idles, scaler.GivenUp);
    }

    [Fact]
    public async Task Run_Errors_AreCountedByKind()
    {
        var scaler = new CountingScaler { Broken = true };

        var report = await LoadAsync(scaler, new LoadOptions { Concurrency = 1 }, TimeSpan.FromMilliseconds(100));

        Assert.Equal(0, report.Pairs);
        Assert.Contains(report.Failures, f => f.Kind == "assign: gRPC Internal" && f.Messages[0] == "broken");
    }

    [Fact]
    public async Task Run_AnswersNeverCome_EndsWithFailures()
    {
        var scaler = new CountingScaler { Silent = true };
        var options = new LoadOptions { Concurrency = 3, Grace = TimeSpan.FromMilliseconds(100) };
        await using var host = await ServeAsync(scaler);
        var run = new LoadRun(options, new Warmup(TimeSpan.Zero, 0), TimeSpan.FromMilliseconds(100), _ => { });

        var report = await run.RunAsync(host.Address, null, null, default);

        Assert.Equal((0, 3), (report.Pairs, report.Failed));
    }

    [Fact]
    public async Task Run_Echo_AnswersWithAnAssignment()
    {
        await using var host = await EchoHost.StartAsync(AnyPort);
        var run = new LoadRun(new LoadOptions(), Short, TimeSpan.FromMilliseconds(100), _ => { });

        var report = await run.RunAsync(host.Address, Environment.ProcessId, null, default);

        Assert.Equal(0, report.Failed);
        Assert.True(report.Pairs > 0);
        Assert.True(report.ServerMemoryMegabytes > 1);
    }

    private static async Task<LoadReport> LoadAsync(CountingScaler scaler, LoadOptions options, TimeSpan time)
    {
        await using var host = await ServeAsync(scaler);
        return await new LoadRun(options, Short, time, _ => { }).RunAsync(host.Address, null, null, default);
    }

    private static Task<GrpcHost> ServeAsync(CountingScaler scaler) => GrpcHost.StartAsync(
        AnyPort, services => services.AddSingleton(scaler), endpoints => endpoints.MapGrpcService<CountingScaler>());

    private sealed class CountingScaler : Scaler.ScalerBase
    {
        private readonly Lock _lock = new();
        private readonly HashSet<string> _busy = [];

        public bool Broken { get; init; }

        public bool Silent { get; init; }

        public HashSet<string> Keys { get; } = [];

        public long Idles { get; private set; }

        public long GivenUp { get; private set; }

        public long Overlaps { get; private set; }

        public override async Task<AssignReply> Assign(AssignRequest request, ServerCallContext context)
        {
            if (Broken)
            {
                throw new RpcException(new Grpc.Core.Status(StatusCode.Internal, "broken"));
            }

            if (Silent)
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }

            lock (_lock)
            {
                Keys.Add(request.MetaData.Key);
                Overlaps += _busy.Add(request.MetaData.Key) ? 0 : 1;
            }

            return new AssignReply
            {
                Assigment = new Assignment
                {
                    RequestId = request.RequestId, MetaKey = request.MetaData.Key, InstanceId = "i",
                },
            };
        }

        public override Task<IdleReply> Idle(IdleRequest request, ServerCallContext context)
        {
            lock (_lock)
            {
                Idles++;
                GivenUp += request.Result.NeedDestroy ? 1 : 0;
                _busy.Remove(request.Assigment.MetaKey);
            }

            return Task.FromResult(new IdleReply());
        }
    }
}
