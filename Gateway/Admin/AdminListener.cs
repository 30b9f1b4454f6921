using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace OrleansScaler.Gateway.Admin;

/// <summary>
/// Keeps the admin services to their own address: who may call functions need not be somebody who may empty nodes.
/// Connections that came in there carry this mark.
/// </summary>
internal sealed class AdminListener
{
    private static readonly AdminListener s_mark = new();

    /// <summary>Listens there.</summary>
    public static void Listen(KestrelServerOptions kestrel, string address) =>
        kestrel.Listen(IPEndPoint.Parse(address), listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.Use(next => connection =>
            {
                connection.Features.Set(s_mark);
                return next(connection);
            });
        });

    /// <summary>Answers a service's calls on other addresses as if there were no such service.</summary>
    public static void Guard(IEndpointConventionBuilder service) => service.Add(endpoint =>
    {
        var serve = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = http =>
        {
            if (http.Features.Get<AdminListener>() is not null)
            {
                return serve(http);
            }

            // A bare 404, which every gRPC client reads as "unimplemented".
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    });
}
