using Orleans;

namespace OrleansScaler.Conformance.Tests.Orleans.Calls;

[GenerateSerializer, Immutable, Alias("conformance.part")]
public sealed record ParcelPart([property: Id(0)] string Name, [property: Id(1)] decimal Weight) : IParcelPart;
