namespace Grpc.Core;

/// <summary>Only its type is needed, for signatures: no credentials per call exist here.</summary>
public abstract class CallCredentials
{
    internal CallCredentials()
    {
    }
}
