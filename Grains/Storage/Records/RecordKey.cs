namespace OrleansScaler.Grains.Storage.Records;

/// <summary>What a record is found by.</summary>
/// <param name="State">The state's name.</param>
/// <param name="Grain">The grain's id as text.</param>
internal readonly record struct RecordKey(string State, string Grain)
{
    /// <inheritdoc/>
    public override string ToString() => $"{State} of {Grain}";
}
