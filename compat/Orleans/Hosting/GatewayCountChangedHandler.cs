namespace Orleans;

public delegate void GatewayCountChangedHandler(object? sender, GatewayCountChangedEventArgs e);
