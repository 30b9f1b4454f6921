using OrleansScaler.Gateway.Assignments;
using OrleansScaler.Gateway.Hosting;

namespace OrleansScaler.Gateway.Calls;

/// <summary>What every call to a function's grain goes through, of whichever protocol it is.</summary>
/// <param name="Functions">Finds the grains.</param>
/// <param name="Grain">Sees calls through losses of silos.</param>
/// <param name="Door">Lets calls in.</param>
/// <param name="Watch">Remembers who holds what.</param>
/// <param name="Drain">Tells when the server sends its waiters away.</param>
/// <param name="Time">Tells what is left of a deadline.</param>
internal sealed record CallSetup(
    FunctionGrains Functions,
    GrainCall Grain,
    CallDoor Door,
    AssignmentWatch Watch,
    GatewayDrain Drain,
    TimeProvider Time);
