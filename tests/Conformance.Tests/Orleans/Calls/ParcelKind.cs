namespace OrleansScaler.Conformance.Tests.Orleans.Calls;

public enum ParcelKind
{
    Small = 0,
    Large = 7,
}
