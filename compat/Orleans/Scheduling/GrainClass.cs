using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Scheduling;

/// <summary>What the silo knows about one implementation.</summary>
internal sealed class GrainClass
{
    private readonly ObjectFactory _construct;
    private readonly Func<Activation, object>[] _facets;

    internal GrainClass(Type type, GrainCollectionOptions collection)
    {
        Type = type;
        GrainType = type.GetCustomAttribute<GrainTypeAttribute>()?.GetGrainType(null!, type) ?? ByConvention(type);
        Reentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        CollectionAge = collection.ClassSpecificCollectionAge.TryGetValue(type.FullName!, out var age)
            ? age
            : collection.CollectionAge;

        var parameters = type.GetConstructors()
            .SelectMany(static constructor => constructor.GetParameters())
            .Where(static parameter => parameter.GetCustomAttribute<PersistentStateAttribute>() is not null)
            .ToArray();
        _facets = [.. parameters.Select(PersistentStateFactory.For)];
        _construct = ActivatorUtilities.CreateFactory(type, [.. parameters.Select(static p => p.ParameterType)]);
    }

    internal Type Type { get; }

    internal GrainType GrainType { get; }

    internal bool Reentrant { get; }

    internal TimeSpan CollectionAge { get; }

    internal object Construct(Activation activation)
    {
        try
        {
            var facets = _facets.Length == 0 ? [] : Array.ConvertAll(_facets, create => create(activation));
            return _construct(activation.ActivationServices, facets);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Failed to create an instance of grain type '{Type}'.", exception);
        }
    }

    private static GrainType ByConvention(Type type)
    {
        const string Suffix = "grain";
        var name = type.Name.ToLowerInvariant();
        return GrainType.Create(
            name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal)
                ? name[..^Suffix.Length]
                : name);
    }
}
