namespace OrleansScaler.Conformance.Tests.Orleans.Calls;

/// <summary>Has no serializer.</summary>
public sealed class UnmarkedParcel
{
    public int Number { get; set; }
}
