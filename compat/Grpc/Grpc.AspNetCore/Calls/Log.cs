using Grpc.Core;

using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Calls;

internal static partial class Log
{
    [LoggerMessage(6, LogLevel.Error, "Error when executing service method '{Method}'.")]
    public static partial void Failed(ILogger logger, Exception failure, string method);

    [LoggerMessage(7, LogLevel.Information, "{Method}: error status code '{Code}' with detail '{Detail}' raised.")]
    public static partial void Refused(ILogger logger, string method, StatusCode code, string detail);

    [LoggerMessage(9, LogLevel.Debug, "{Method}: the deadline has passed.")]
    public static partial void DeadlineExceeded(ILogger logger, string method);

    [LoggerMessage(10, LogLevel.Debug, "{Method}: the client has gone.")]
    public static partial void Abandoned(ILogger logger, Exception failure, string method);
}
