using Orleans.Configuration;

namespace Orleans.Hosting;

internal sealed class GatewayPort
{
    public int Port { get; set; } = EndpointOptions.DEFAULT_GATEWAY_PORT;
}
