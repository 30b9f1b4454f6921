namespace OrleansScaler.Scheduling.Nodes.Placements;

/// <summary>What became of one slot of a request: a reservation, or a reason why there is none.</summary>
public readonly record struct Placement
{
    private readonly PlacementRequest? _request;
    private readonly Resources _largest;

    internal Placement(Reservation reservation) => Reservation = reservation;

    internal Placement(PlacementRefusal refusal, PlacementRequest request, Resources largest) =>
        (Refusal, _request, _largest) = (refusal, request, largest);

    /// <summary>What is held for it; null when refused.</summary>
    public Reservation? Reservation { get; }

    /// <summary>Why not; <see cref="PlacementRefusal.None"/> when placed.</summary>
    public PlacementRefusal Refusal { get; }

    /// <summary>Whether it was placed.</summary>
    public bool IsPlaced => Reservation is not null;

    /// <summary>The refusal in one sentence for people, with the sizes; empty when placed.</summary>
    public string Why => Refusal switch
    {
        PlacementRefusal.None => "",
        PlacementRefusal.NoNodes => $"'{Function}' cannot be placed: there are no nodes.",
        PlacementRefusal.TooLargeForAnyNode =>
            $"'{Function}' needs {_request!.Whole} with its sidecar; the largest node offers {_largest}.",
        PlacementRefusal.AllDraining => $"'{Function}' cannot be placed: every node is being emptied.",
        PlacementRefusal.NoneHealthy => $"'{Function}' cannot be placed: no node that may take slots is healthy.",
        PlacementRefusal.NoRoom => $"'{Function}' needs {_request!.Whole}; no node has as much free now.",
        PlacementRefusal.CreatesBound =>
            $"'{Function}' cannot be placed: nodes with room are creating as many slots at once as they may.",
        PlacementRefusal.OtherTenants => $"'{Function}' cannot be placed: nodes with room hold other tenants' slots.",
        PlacementRefusal.SlotsBound => $"'{Function}' cannot be placed: as many slots live here as may live.",
        PlacementRefusal.NotAllFit =>
            $"'{Function}' asked for all of {_request!.Count} slots or none, and there is no room for all.",
        PlacementRefusal.InvalidRequest => _request!.Problem!,
        _ => throw new InvalidOperationException($"No text for {Refusal}."),
    };

    private string Function => _request!.Function.Value;
}
