using System.Collections.Frozen;
using System.Reflection;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Scheduling;

/// <summary>Every implementation in the application's assemblies, by interface and by grain type.</summary>
internal sealed class GrainClasses
{
    private readonly FrozenDictionary<Type, GrainClass[]> _byInterface;
    private readonly FrozenDictionary<GrainType, GrainClass> _byGrainType;

    internal GrainClasses(GrainCollectionOptions collection)
    {
        var classes = ApplicationAssemblies.Find()
            .SelectMany(TypesOf)
            .Where(IsImplementation)
            .Select(type => new GrainClass(type, collection))
            .ToArray();

        var twins = classes.GroupBy(static c => c.GrainType).FirstOrDefault(static group => group.Count() > 1);
        if (twins is not null)
        {
            throw new OrleansConfigurationException(
                $"Grain type {twins.Key} is claimed by "
                + string.Join(", ", twins.Select(static c => c.Type.FullName)));
        }

        _byGrainType = classes.ToFrozenDictionary(static c => c.GrainType);
        _byInterface = classes
            .SelectMany(static c =>
                c.Type.GetInterfaces().Where(IsGrainInterface).Select(i => (Interface: i, Class: c)))
            .GroupBy(static pair => pair.Interface, static pair => pair.Class)
            .ToFrozenDictionary(static group => group.Key, static group => group.ToArray());
    }

    internal IEnumerable<Type> Interfaces => _byInterface.Keys;

    internal GrainClass Of(GrainType type) =>
        _byGrainType.TryGetValue(type, out var found)
            ? found
            : throw new ArgumentException($"No grain class has the grain type \"{type}\".", nameof(type));

    internal GrainClass For(Type grainInterface, string? classNamePrefix)
    {
        var candidates = _byInterface.GetValueOrDefault(grainInterface, []);
        if (classNamePrefix is not null)
        {
            candidates = [.. candidates.Where(c =>
                c.Type.FullName!.StartsWith(classNamePrefix, StringComparison.Ordinal)
                || c.GrainType.ToString().StartsWith(classNamePrefix, StringComparison.Ordinal))];
        }

        if (candidates.Length > 1)
        {
            // The class named after the interface is the one that is meant.
            var named = candidates.Where(c => "I" + c.Type.Name == grainInterface.Name).ToArray();
            candidates = named.Length == 1 ? named : candidates;
        }

        return candidates.Length switch
        {
            1 => candidates[0],
            0 => throw new ArgumentException($"Could not find an implementation for interface {grainInterface}."),
            _ => throw new ArgumentException(
                $"Interface {grainInterface} has several implementations: "
                + string.Join(", ", candidates.Select(static c => c.Type.FullName))),
        };
    }

    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return exception.Types.OfType<Type>();
        }
    }

    private static bool IsImplementation(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && typeof(IAddressable).IsAssignableFrom(type)
        && !typeof(GrainReference).IsAssignableFrom(type)
        && (typeof(IGrainBase).IsAssignableFrom(type) || typeof(IGrain).IsAssignableFrom(type));

    private static bool IsGrainInterface(Type type) =>
        type != typeof(IGrain) && type != typeof(IAddressable)
        && type != typeof(IGrainWithStringKey) && type != typeof(IGrainWithIntegerKey)
        && typeof(IAddressable).IsAssignableFrom(type);
}
