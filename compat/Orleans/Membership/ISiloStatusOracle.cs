using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

public interface ISiloStatusOracle
{
    SiloStatus CurrentStatus { get; }

    string SiloName { get; }

    SiloAddress SiloAddress { get; }

    SiloAddress[] GetActiveSilos();

    SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress);

    Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false);

    bool TryGetSiloName(SiloAddress siloAddress, [NotNullWhen(true)] out string? siloName);

    bool IsFunctionalDirectory(SiloAddress siloAddress);

    bool IsDeadSilo(SiloAddress silo);

    bool SubscribeToSiloStatusEvents(ISiloStatusListener observer);

    bool UnSubscribeFromSiloStatusEvents(ISiloStatusListener observer);
}
