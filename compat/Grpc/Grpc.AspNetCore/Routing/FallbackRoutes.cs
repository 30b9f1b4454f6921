using Grpc.AspNetCore.Server.Calls;
using Grpc.Core;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server.Routing;

/// <summary>Answers Unimplemented for gRPC requests that no method takes. Other requests are left alone.</summary>
internal sealed class FallbackRoutes(IOptions<GrpcServiceOptions> options)
{
    private readonly HashSet<string> _services = [];

    public void Map(
        IEndpointRouteBuilder builder,
        IReadOnlyCollection<string> services,
        List<IEndpointConventionBuilder> conventions)
    {
        if (options.Value.IgnoreUnknownServices != true && _services.Count == 0)
        {
            Map(builder, "{unimplementedService}/{unimplementedMethod}", "Service is unimplemented.");
        }

        foreach (string service in services)
        {
            if (_services.Add(service))
            {
                conventions.Add(Map(builder, service + "/{unimplementedMethod}", "Method is unimplemented."));
            }
        }
    }

    private static IEndpointConventionBuilder Map(IEndpointRouteBuilder builder, string pattern, string detail)
    {
        RoutePattern parsed = RoutePatternFactory.Parse(
            pattern,
            defaults: null,
            parameterPolicies: new RouteValueDictionary { ["unimplementedMethod"] = new IsGrpcConstraint() });
        Status status = new(StatusCode.Unimplemented, detail);
        return builder.Map(parsed, http =>
        {
            if (Refusal.Of(http) is { } refusal)
            {
                return refusal;
            }

            Refusal.Write(http, StatusCodes.Status200OK, status);
            return Task.CompletedTask;
        }).WithMetadata(new HttpMethodMetadata([HttpMethods.Post]));
    }
}
