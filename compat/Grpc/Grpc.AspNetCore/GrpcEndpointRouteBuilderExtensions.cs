using Grpc.AspNetCore.Server.Routing;

using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

public static class GrpcEndpointRouteBuilderExtensions
{
    public static GrpcServiceEndpointConventionBuilder MapGrpcService<TService>(this IEndpointRouteBuilder builder)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        FallbackRoutes fallbacks = builder.ServiceProvider.GetService<FallbackRoutes>()
            ?? throw new InvalidOperationException("Unable to find the required services. Please add all the "
                + "required services by calling 'IServiceCollection.AddGrpc' in the application startup code.");
        ServiceRoutes<TService> routes = new(builder);
        routes.Map();
        fallbacks.Map(builder, routes.ServiceNames, routes.Conventions);
        return new GrpcServiceEndpointConventionBuilder(routes.Conventions);
    }
}
