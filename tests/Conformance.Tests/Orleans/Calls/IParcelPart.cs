namespace OrleansScaler.Conformance.Tests.Orleans.Calls;

public interface IParcelPart
{
    string Name { get; }
}
