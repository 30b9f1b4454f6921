namespace Grpc.Core;

/// <summary>Plain text or TLS; the address' scheme must agree.</summary>
public abstract class ChannelCredentials
{
    public static ChannelCredentials Insecure { get; } = new PlainText();

    public static ChannelCredentials SecureSsl { get; } = new Tls();

    private sealed class PlainText : ChannelCredentials;

    private sealed class Tls : ChannelCredentials;
}
