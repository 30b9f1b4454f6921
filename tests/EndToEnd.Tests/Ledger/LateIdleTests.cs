using OrleansScaler.EndToEnd.Tests.Callers;
using OrleansScaler.EndToEnd.Tests.Files;
using OrleansScaler.EndToEnd.Tests.Platforms;
using OrleansScaler.EndToEnd.Tests.Processes;
using OrleansScaler.Protos.Simulator2023;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Simulation.Hosting;
using OrleansScaler.Simulation.SimulatedPlatforms;
using Xunit.Abstractions;
using Status = OrleansScaler.Protos.Simulator2023.Status;

namespace OrleansScaler.EndToEnd.Tests.Ledger;

/// <summary>What was granted by a server before is given back to the one after it.</summary>
public sealed class LateIdleTests(ITestOutputHelper log)
{
    private const int Holders = 5;

    /// <summary>The grace that orchestrators leave a process before they kill it.</summary>
    private static readonly TimeSpan s_stop = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Kill_WhileInstancesAreHeld_TheirIdlesAreTakenAndTheyServeAgain()
    {
        using var folder = new TestFolder();
        await using var platform = await StartPlatformAsync();
        Assignment[] held;
        await using (var silo = await StartAsync(platform, folder, "keep"))
        {
            held = await AssignAsync(silo, platform.Slots, "before");
            silo.Process.Kill();
            await silo.Process.WaitAsync();
        }

        await using var next = await StartAsync(platform, folder, "keep");
        using (var connections = await OpenAsync(next))
        {
            foreach (var assignment in held)
            {
                Assert.True(platform.Slots.Return(assignment.InstanceId, assignment.RequestId));
                var idle = await connections[0].IdleAsync(
                    new IdleRequest { Assigment = assignment, Result = new Result { StatusCode = 200 } },
                    deadline: DateTime.UtcNow + ChildProcess.Patience);
                Assert.Equal((Status.Ok, ""), (idle.Status, idle.ErrorMessage));
            }
        }

        var again = await AssignAsync(next, platform.Slots, "after");
        log.WriteLine($"{Holders} late Idles taken, {platform.Slots.Accounts().Created} instances made in all");
        Assert.Equal(held.Select(one => one.InstanceId).Order(), again.Select(one => one.InstanceId).Order());
        Assert.Equal(Holders, platform.Slots.Accounts().Created);
        Assert.Equal([], platform.Slots.Violations);
    }

    [Fact]
    public async Task Terminate_SlotsAreToGo_LeavesNoneOnThePlatformAndNoneInTheLedger()
    {
        using var folder = new TestFolder();
        await using var platform = await StartPlatformAsync();
        await using (var silo = await StartAsync(platform, folder, "destroy"))
        {
            using var caller = new FunctionCaller(silo.Scaler, platform.Slots);
            await caller.OpenAsync();
            for (var number = 0; number < Holders; number++)
            {
                var result = await caller.CallAsync($"f{number}", TimeSpan.Zero, ChildProcess.Patience);
                Assert.True(result.IsServed, $"{result}");
            }

            Assert.Equal(Holders, platform.Slots.Accounts().Live);
            (await silo.StopAsync(s_stop)).AssertGood();
        }

        Assert.Equal((Holders, 0), (platform.Slots.Accounts().Created, platform.Slots.Accounts().Live));
        await using var next = await StartAsync(platform, folder, "destroy");
        await AssignAsync(next, platform.Slots, "after");

        Assert.Equal((2 * Holders, Holders), (platform.Slots.Accounts().Created, platform.Slots.Accounts().Live));
        Assert.Equal([], platform.Slots.Violations);
    }

    private static Task<TestPlatform> StartPlatformAsync() =>
        TestPlatform.StartAsync(new SimulatedPlatformOptions { InitLatency = TimeSpan.FromMilliseconds(20) });

    private Task<SiloProcess> StartAsync(TestPlatform platform, TestFolder folder, string atStop) =>
        SiloProcess.StartAsync(
            log, platform.Address,
            "--Ledger:Store=file", $"--Ledger:Folder={folder.File("ledger")}", $"--Ledger:AtStop={atStop}");

    private static async Task<ScalerConnections> OpenAsync(SiloProcess silo)
    {
        var connections = new ScalerConnections(silo.Scaler, 1);
        await connections.OpenAsync(ChildProcess.Patience, CancellationToken.None);
        return connections;
    }

    /// <summary>Several requests of one function, all of which hold their instances.</summary>
    private static async Task<Assignment[]> AssignAsync(SiloProcess silo, SimulatedSlots slots, string name)
    {
        using var connections = await OpenAsync(silo);
        var held = new List<Assignment>();
        for (var number = 0; number < Holders; number++)
        {
            var request = new AssignRequest
            {
                RequestId = $"{name}-{number}",
                MetaData = new Meta { Key = "f", Runtime = "go", MemoryInMb = 256, TimeoutInSecs = 60 },
            };
            var reply = await connections[0].AssignAsync(request, deadline: DateTime.UtcNow + ChildProcess.Patience);
            Assert.Equal((Status.Ok, ""), (reply.Status, reply.ErrorMessage));
            var lent = slots.Lend(reply.Assigment.InstanceId, request.RequestId, new FunctionKey("f"));
            Assert.True(lent.Lent, $"{lent.Refusal}");
            held.Add(reply.Assigment);
        }

        return [.. held];
    }
}
