using Orleans;
using OrleansScaler.Scheduling.Nodes;

namespace OrleansScaler.Contracts.Nodes;

/// <summary>Answer to <see cref="IPlacementGrain.Register"/>.</summary>
/// <param name="Status">
/// Whether it joined. <see cref="JoinStatus.AlreadyHere"/> with the same address renews the lease.
/// </param>
/// <param name="Problem">One sentence that names the value and its bound; null when it joined.</param>
/// <param name="Registration">
/// Names this registration to Renew and Leave: another's under the same name does not count.
/// </param>
[GenerateSerializer, Immutable]
[Alias("OrleansScaler.RegistrationReply")]
public readonly record struct RegistrationReply(
    [property: Id(0)] JoinStatus Status,
    [property: Id(1)] string? Problem = null,
    [property: Id(2)] long Registration = 0);
