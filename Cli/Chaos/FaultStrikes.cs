using OrleansScaler.Protos.Chaos;
using OrleansScaler.Simulation.Chaos;

namespace OrleansScaler.Cli.Chaos;

/// <summary>Brings faults about.</summary>
/// <param name="stage">What they befall.</param>
internal sealed class FaultStrikes(ChaosStage stage)
{
    /// <summary>Cold calls at once; more than there are idle instances of any function.</summary>
    private const int Burst = 100;

    /// <summary>Functions that are new at once: as many records to be written.</summary>
    private const int NewFunctions = 50;

    /// <summary>
    /// How long an operation to aim at is waited for; an idle second passes without one at a low rate.
    /// </summary>
    private static readonly TimeSpan s_aimPatience = TimeSpan.FromSeconds(4);

    /// <summary>After a burst: the time in which its creates and their records are under way.</summary>
    private static readonly TimeSpan s_burst = TimeSpan.FromMilliseconds(150);

    /// <summary>After a disk that was full: everything is noted long before that on a machine that has time.</summary>
    private static readonly TimeSpan s_catchUp = TimeSpan.FromSeconds(3);

    private int _generation;

    /// <summary>Lets a fault befall and waits until it is over: a server that was killed is back then.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <exception cref="Processes.SiloException">The server did not come back, or did not end when told to.</exception>
    public Task StrikeAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        var usual = ChaosPlatformHost.Options;
        return fault.Kind switch
        {
            FaultKind.Kill => KillAsync(fault, cancellationToken),
            FaultKind.KillInCreate => KillInAsync(Operation.Create, usual.CreateLatency, fault, cancellationToken),
            FaultKind.KillInInit => KillInAsync(Operation.Init, usual.InitLatency, fault, cancellationToken),
            FaultKind.KillInDestroy => KillInAsync(Operation.Destroy, usual.DestroyLatency, fault, cancellationToken),
            FaultKind.KillInBurst => KillAfterAsync(ChaosCallers.Burst, Burst, fault, cancellationToken),
            FaultKind.KillInWrite => KillAfterAsync(ChaosCallers.NewFunctions, NewFunctions, fault, cancellationToken),
            FaultKind.Freeze => stage.Server.FreezeAsync(fault.Length, cancellationToken),
            FaultKind.Restart => RestartAsync(fault, cancellationToken),
            FaultKind.DiskFull => FillDiskAsync(fault, cancellationToken),
            FaultKind.PlatformAway => TroubleAsync(Trouble.Away, fault, cancellationToken),
            FaultKind.PlatformHangs => TroubleAsync(Trouble.Hangs, fault, cancellationToken),
            FaultKind.PlatformSlow => TroubleAsync(Trouble.Slow, fault, cancellationToken),
            FaultKind.PlatformLosesAnswers => TroubleAsync(Trouble.LosesAnswers, fault, cancellationToken),
            _ => ReplaceCallersAsync(fault, cancellationToken),
        };
    }

    private async Task KillAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        await stage.Server.KillAsync();
        await Task.Delay(fault.Length, cancellationToken);
        await stage.Server.StartAsync(givesBack: false, cancellationToken);
    }

    /// <summary>Kills while the platform works on an operation, which is provoked.</summary>
    private async Task KillInAsync(
        Operation operation, TimeSpan length, PlannedFault fault, CancellationToken cancellationToken)
    {
        var begun = stage.Platform.AwaitAsync(operation, s_aimPatience, cancellationToken);
        if (operation != Operation.Destroy)
        {
            await stage.TellAsync(PlaceOf(fault), ChaosCallers.NewFunctions, 1);
        }

        await begun;
        await Task.Delay(length * fault.Aim, cancellationToken);
        await KillAsync(fault, cancellationToken);
    }

    private async Task KillAfterAsync(
        string command, int requests, PlannedFault fault, CancellationToken cancellationToken)
    {
        await stage.TellAsync(PlaceOf(fault), command, requests);
        await Task.Delay(s_burst * fault.Aim, cancellationToken);
        await KillAsync(fault, cancellationToken);
    }

    private async Task RestartAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        await stage.Server.StopAsync(cancellationToken);
        await Task.Delay(fault.Length, cancellationToken);
        await stage.Server.StartAsync(givesBack: false, cancellationToken);
    }

    private async Task FillDiskAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        var full = stage.Server.FillDiskAsync(fault.Length, cancellationToken);
        await stage.TellAsync(PlaceOf(fault), ChaosCallers.NewFunctions, NewFunctions);
        await full;

        // A slot that was made without a note is lost when the server dies before it can write again: that is said of
        // it (docs/cluster.md), and is not what is looked for here.
        await Task.Delay(s_catchUp, cancellationToken);
    }

    private async Task TroubleAsync(Trouble trouble, PlannedFault fault, CancellationToken cancellationToken)
    {
        await stage.Platform.SetTroubleAsync(trouble);
        try
        {
            await Task.Delay(fault.Length, cancellationToken);
        }
        finally
        {
            await stage.Platform.SetTroubleAsync(Trouble.None);
        }
    }

    private Task ReplaceCallersAsync(PlannedFault fault, CancellationToken cancellationToken) =>
        stage.ReplaceCallersAsync(PlaceOf(fault), ++_generation, cancellationToken);

    private static int PlaceOf(PlannedFault fault) => (int)(fault.Aim * ChaosSettings.CallerProcesses);
}
