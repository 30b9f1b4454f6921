using System.Collections.Immutable;
using Orleans;

namespace OrleansScaler.Conformance.Tests.Orleans.Calls;

[GenerateSerializer, Immutable, Alias("conformance.parcel")]
public sealed record Parcel(
    [property: Id(0)] string Name,
    [property: Id(1)] long Number,
    [property: Id(2)] double Share,
    [property: Id(3)] TimeSpan Span,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] Guid Key,
    [property: Id(6)] ParcelKind Kind,
    [property: Id(7)] int? Perhaps,
    [property: Id(8)] ImmutableArray<ParcelPart> Parts);
