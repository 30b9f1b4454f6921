namespace Orleans.Runtime;

[GenerateSerializer]
public sealed class GatewayTooBusyException : OrleansException
{
    public GatewayTooBusyException()
        : base("The gateway is too busy.")
    {
    }

    public GatewayTooBusyException(string message)
        : base(message)
    {
    }

    public GatewayTooBusyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
