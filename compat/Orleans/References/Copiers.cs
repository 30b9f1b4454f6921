using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Numerics;
using System.Reflection;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Orleans.References;

/// <summary>Which types cross a grain call as they are, which are copied, and which are refused.</summary>
internal static class Copiers
{
    private static readonly HashSet<Type> s_immutable =
    [
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly),
        typeof(TimeOnly), typeof(Guid), typeof(Uri), typeof(Version), typeof(CancellationToken), typeof(IPAddress),
        typeof(BigInteger), typeof(Half), typeof(Int128), typeof(UInt128), typeof(Nothing), typeof(GrainId),
        typeof(GrainType), typeof(IdSpan), typeof(SiloAddress), typeof(object),
    ];

    private static readonly HashSet<Type> s_immutableOfImmutable =
    [
        typeof(Nullable<>), typeof(KeyValuePair<,>), typeof(ImmutableArray<>), typeof(ImmutableList<>),
        typeof(ImmutableDictionary<,>), typeof(ImmutableHashSet<>), typeof(ImmutableSortedDictionary<,>),
        typeof(ImmutableSortedSet<>), typeof(ImmutableQueue<>), typeof(ImmutableStack<>), typeof(Tuple<>),
        typeof(Tuple<,>), typeof(Tuple<,,>), typeof(Tuple<,,,>), typeof(ValueTuple<>), typeof(ValueTuple<,>),
        typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>), typeof(ValueTuple<,,,,>), typeof(ValueTuple<,,,,,>),
    ];

    private static readonly HashSet<Type> s_copied =
        [typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(Queue<>)];

    private static readonly ConcurrentDictionary<Type, Copier?> s_exact = new();

    /// <summary>For a declared type; null when its values cross as they are.</summary>
    internal static Copier? For(Type declared)
    {
        if (typeof(IAddressable).IsAssignableFrom(declared) && declared.IsInterface)
        {
            return null;
        }

        return declared.IsSealed || declared.IsValueType ? ForExactly(declared) : RuntimeTypeCopier.Instance;
    }

    /// <summary>Emitted into proxies for arguments that have a copier.</summary>
    public static T Pass<T>(T value, MethodShape shape, int position) =>
        (T)shape.Arguments[position]!.Copy(value)!;

    internal static Copier? ForExactly(Type type) => s_exact.GetOrAdd(type, static t => Work(t));

    private static Copier? Work(Type type)
    {
        if (IsImmutable(type, []))
        {
            return null;
        }

        if (type.IsArray)
        {
            return new CollectionCopier(type, For(type.GetElementType()!));
        }

        return type.IsGenericType && s_copied.Contains(type.GetGenericTypeDefinition())
            ? new CollectionCopier(type, [.. type.GenericTypeArguments.Select(For)])
            : new RefusingCopier(type);
    }

    private static bool IsImmutable(Type type, HashSet<Type> open)
    {
        if (type.IsPrimitive || type.IsEnum || s_immutable.Contains(type) || !open.Add(type))
        {
            return true;
        }

        if (typeof(GrainReference).IsAssignableFrom(type)
            || (type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)))
        {
            return true;
        }

        if (type.IsGenericType)
        {
            var definition = type.GetGenericTypeDefinition();
            if (definition == typeof(Immutable<>))
            {
                return true;
            }

            if (s_immutableOfImmutable.Contains(definition))
            {
                return type.GenericTypeArguments.All(argument => IsImmutable(argument, open));
            }
        }

        return type.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is not null
            && (type.GetCustomAttribute<ImmutableAttribute>(inherit: false) is not null || CannotChange(type, open));
    }

    /// <summary>A type with a serializer whose fields are all read-only: a copy could not be told from it.</summary>
    private static bool CannotChange(Type type, HashSet<Type> open)
    {
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            var fields = level.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
            if (fields.Any(field =>
                (!field.IsInitOnly && !type.IsValueType) || !IsImmutable(field.FieldType, open)))
            {
                return false;
            }
        }

        return true;
    }
}
