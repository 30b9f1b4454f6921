namespace Orleans.Configuration;

public class GatewayOptions
{
    public TimeSpan GatewayListRefreshPeriod { get; set; } = TimeSpan.FromMinutes(1);
}
