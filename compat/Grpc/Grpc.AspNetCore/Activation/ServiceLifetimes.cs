using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server.Activation;

/// <summary>How types are registered, asked once per service when it is mapped.</summary>
internal sealed class ServiceLifetimes(IServiceCollection services)
{
    public ServiceLifetime? Of(Type type)
    {
        ServiceLifetime? lifetime = null;
        foreach (ServiceDescriptor descriptor in services)
        {
            if (!descriptor.IsKeyedService && (descriptor.ServiceType == type
                || (type.IsConstructedGenericType && descriptor.ServiceType == type.GetGenericTypeDefinition())))
            {
                lifetime = descriptor.Lifetime;
            }
        }

        return lifetime;
    }

    /// <summary>True when every constructor parameter is a singleton: no request scope is needed then.</summary>
    public bool NeedsNoScope(Type type) => type.GetConstructors() is [{ } constructor]
        && constructor.GetParameters().All(parameter => parameter.CustomAttributes.All(
            attribute => attribute.AttributeType != typeof(FromKeyedServicesAttribute))
            && Of(parameter.ParameterType) == ServiceLifetime.Singleton);
}
