namespace OrleansScaler.Conformance.Tests.Orleans.Calls;

/// <summary>Has no serializer.</summary>
public sealed class UnmarkedPart : IParcelPart
{
    public string Name => "unmarked";
}
