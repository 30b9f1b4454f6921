namespace Grpc.Core;

/// <summary>Only its type is needed: neither server nor client here propagates contexts.</summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }
}
