using System.Net;

namespace OrleansScaler.Gateway.Tests.Wire;

/// <summary>An answer as it came over the wire.</summary>
/// <param name="Http">HTTP status.</param>
/// <param name="Grpc">The gRPC status in digits; null when there was none.</param>
/// <param name="Body">The framed messages.</param>
internal sealed record RawAnswer(HttpStatusCode Http, string? Grpc, byte[] Body);
