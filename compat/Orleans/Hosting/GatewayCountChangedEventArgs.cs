namespace Orleans;

public class GatewayCountChangedEventArgs : EventArgs
{
    public GatewayCountChangedEventArgs(
        int currentNumberOfConnectedGateways, int previousNumberOfConnectedGateways)
    {
        NumberOfConnectedGateways = currentNumberOfConnectedGateways;
        PreviousNumberOfConnectedGateways = previousNumberOfConnectedGateways;
    }

    public int NumberOfConnectedGateways { get; }

    public int PreviousNumberOfConnectedGateways { get; }

    public bool ConnectionRecovered =>
        NumberOfConnectedGateways > 0 && PreviousNumberOfConnectedGateways <= 0;
}
