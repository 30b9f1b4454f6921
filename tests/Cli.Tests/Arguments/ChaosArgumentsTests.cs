using System.CommandLine;
using OrleansScaler.Cli.Arguments;
using OrleansScaler.Cli.Chaos;
using OrleansScaler.Simulation.Chaos;

namespace OrleansScaler.Cli.Tests.Arguments;

public sealed class ChaosArgumentsTests
{
    [Theory]
    [InlineData("", new[] { 1 })]
    [InlineData("--seed 7", new[] { 7 })]
    [InlineData("--seeds 3", new[] { 1, 2, 3 })]
    [InlineData("--seed 5 --seeds 2", new[] { 5, 6 })]
    [InlineData("--seeds 9,4", new[] { 9, 4 })]
    public void Read_Seeds_GiveARunEach(string line, int[] seeds) =>
        Assert.Equal(seeds, Read(line).Select(settings => settings.Seed));

    [Fact]
    public void Read_NothingNamed_HasEveryFault()
    {
        var settings = Assert.Single(Read(""));

        Assert.Equal(FaultShape.All.Select(shape => shape.Kind), settings.Kinds);
        Assert.Equal((120, 200, 50), (settings.Length.TotalSeconds, settings.Rate, settings.Functions));
        Assert.False(settings.Keep);
    }

    [Theory]
    [InlineData("--faults none", new FaultKind[0])]
    [InlineData("--faults freeze,kill", new[] { FaultKind.Freeze, FaultKind.Kill })]
    public void Read_NamedFaults_AreThose(string line, FaultKind[] kinds) =>
        Assert.Equal(kinds, Assert.Single(Read(line)).Kinds);

    [Fact]
    public void Read_Restart_IsOneKillInTheMiddle()
    {
        var schedule = Assert.Single(Read("--restart --for 30s")).Schedule;

        Assert.Equal(
            (FaultKind.Kill, TimeSpan.FromSeconds(15)),
            (Assert.Single(schedule.Faults).Kind, schedule.Faults[0].At));
    }

    private static IReadOnlyList<ChaosSettings> Read(string line)
    {
        var arguments = new ChaosArguments();
        var command = new Command("chaos");
        arguments.AddTo(command);
        return arguments.Read(command.Parse(line));
    }
}
