using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;
using Orleans.Runtime;
using Orleans.Scheduling;

namespace Orleans.Storage;

internal static class PersistentStateFactory
{
    private static readonly MethodInfo s_create = typeof(PersistentStateFactory).GetMethod(
        nameof(Create), BindingFlags.Static | BindingFlags.NonPublic)!;

    internal static Func<Activation, object> For(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new OrleansConfigurationException(
                $"Parameter {parameter.Name} of {parameter.Member.DeclaringType} must be an IPersistentState<T>.");
        }

        var configuration = parameter.GetCustomAttribute<PersistentStateAttribute>()!;
        var create = s_create.MakeGenericMethod(type.GenericTypeArguments)
            .CreateDelegate<Func<Activation, IPersistentStateConfiguration, object>>();
        return activation => create(activation, configuration);
    }

    private static object Create<TState>(Activation activation, IPersistentStateConfiguration configuration)
    {
        var services = activation.ActivationServices;
        var storage = configuration.StorageName is { Length: > 0 } name
            ? services.GetKeyedService<IGrainStorage>(name)
            : services.GetService<IGrainStorage>();
        if (storage is null)
        {
            var wanted = configuration.StorageName ?? ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME;
            throw new BadProviderConfigException(
                $"No storage provider \"{wanted}\" for state {configuration.StateName} of {activation.GrainId}.");
        }

        var state = new PersistentState<TState>(storage, configuration.StateName, activation.GrainId);
        activation.Prepare(state.ReadStateAsync);
        return state;
    }
}
