namespace OrleansScaler.Conformance.Tests.Orleans.Calls;

public sealed class UnmarkedPart : IParcelPart
{
    public string Name => "unmarked";
}
