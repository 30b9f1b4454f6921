using Grpc.AspNetCore.Server.Calls;

using Microsoft.AspNetCore.Http;

namespace Grpc.Core;

public static class ServerCallContextExtensions
{
    /// <summary>The HTTP request that carries the call.</summary>
    public static HttpContext GetHttpContext(this ServerCallContext serverCallContext) =>
        serverCallContext is ServerCall call
            ? call.Http
            : throw new InvalidOperationException("Could not get HttpContext from ServerCallContext. HttpContext can "
                + "only be accessed when gRPC services are hosted by ASP.NET Core.");
}
