using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Orleans.Runtime;

namespace Orleans.References;

/// <summary>Proxy constructors by grain interface, made once for the process.</summary>
internal static class Proxies
{
    private static readonly ConcurrentDictionary<Type, Func<ReferenceFactory, GrainId, GrainReference>> s_byInterface =
        new();

    internal static Func<ReferenceFactory, GrainId, GrainReference> For(Type grainInterface) =>
        s_byInterface.TryGetValue(grainInterface, out var create)
            ? create
            : s_byInterface.GetOrAdd(grainInterface, static type => Build(type));

    private static Func<ReferenceFactory, GrainId, GrainReference> Build(Type grainInterface)
    {
        if (!grainInterface.IsInterface || !typeof(IAddressable).IsAssignableFrom(grainInterface))
        {
            throw new ArgumentException($"{grainInterface} is not a grain interface.", nameof(grainInterface));
        }

        var proxy = ProxyBuilder.Build(grainInterface);
        var factory = Expression.Parameter(typeof(ReferenceFactory));
        var id = Expression.Parameter(typeof(GrainId));
        var constructor = proxy.GetConstructors(BindingFlags.Instance | BindingFlags.Public)[0];
        return Expression.Lambda<Func<ReferenceFactory, GrainId, GrainReference>>(
                Expression.Convert(Expression.New(constructor, factory, id), typeof(GrainReference)), factory, id)
            .Compile();
    }
}
