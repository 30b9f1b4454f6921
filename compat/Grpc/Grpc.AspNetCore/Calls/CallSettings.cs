using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Calls;

/// <summary>What holds for every call of one method.</summary>
internal sealed record CallSettings(
    string Path,
    int? MaximumReceived,
    int? MaximumSent,
    bool DetailedErrors,
    ILogger Logger);
