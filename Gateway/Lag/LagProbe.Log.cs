using Microsoft.Extensions.Logging;

namespace OrleansScaler.Gateway.Lag;

internal sealed partial class LagProbe
{
    [LoggerMessage(2005, LogLevel.Warning, "Assigns are refused from now on. {Why}")]
    private partial void LogBehind(string why);

    [LoggerMessage(2006, LogLevel.Information, "Assigns are let in again: work does not wait for threads any more.")]
    private partial void LogInTime();
}
