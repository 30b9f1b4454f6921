namespace OrleansScaler.Conformance.Tests.Grpc;

/// <summary>What came back: the grpc-* values from headers or trailers, whichever carried them.</summary>
internal sealed record RawAnswer(int HttpStatus, string? Status, string? Message, byte[] Body);
