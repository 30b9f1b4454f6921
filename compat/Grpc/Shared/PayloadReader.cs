using System.Buffers;

using Grpc.Core;

namespace Grpc.Shared;

/// <summary>Hands a received payload to a deserializer. One object per thread is reused.</summary>
internal sealed class PayloadReader : DeserializationContext
{
    [ThreadStatic]
    private static PayloadReader? _cached;

    private ReadOnlySequence<byte> _payload;

    public override int PayloadLength => (int)_payload.Length;

    public static T Read<T>(in ReadOnlySequence<byte> payload, Marshaller<T> marshaller)
    {
        PayloadReader reader = _cached ?? new PayloadReader();
        _cached = null;
        reader._payload = payload;
        try
        {
            return marshaller.ContextualDeserializer(reader);
        }
        finally
        {
            reader._payload = default;
            _cached = reader;
        }
    }

    public override byte[] PayloadAsNewBuffer() => _payload.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => _payload;
}
