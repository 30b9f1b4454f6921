using System.Reflection;
using System.Runtime.CompilerServices;

namespace OrleansScaler.Architecture.Tests.Contracts;

/// <summary>
/// Reads the contracts by reflection, attributes by name, so that the same test speaks for every runtime the contracts
/// are built against.
/// </summary>
internal static class ContractShape
{
    public static Assembly Assembly { get; } = Assembly.Load("OrleansScaler.Contracts");

    public static IReadOnlyList<Type> Grains { get; } =
    [
        .. Assembly.GetExportedTypes().Where(type => type.IsInterface
            && type.GetInterfaces().Any(parent => parent.FullName == "Orleans.IGrain")),
    ];

    /// <summary>What crosses a grain call, and everything inside it that is not the runtime's own.</summary>
    public static IReadOnlyList<Type> Carried { get; } = [.. FindCarried()];

    /// <summary>Types that are carried in another's shape, by a registered converter.</summary>
    public static IReadOnlyList<Type> Converted { get; } =
    [
        .. from type in Assembly.GetTypes()
           where Has(type, "RegisterConverter")
           from parent in type.GetInterfaces()
           where parent is { IsGenericType: true, Name: "IConverter`2" }
           select parent.GetGenericArguments()[0],
    ];

    public static IEnumerable<MethodInfo> Methods => Grains.SelectMany(grain => grain.GetMethods());

    /// <summary>Fields and properties with a value of their own.</summary>
    public static IEnumerable<MemberInfo> MembersOf(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Select(field => IsBacking(field, out var property) ? type.GetProperty(property)! : (MemberInfo)field);

    public static bool Has(MemberInfo member, string attribute) => Find(member, attribute) is not null;

    /// <summary>The first argument of an attribute; null when the member does not carry it.</summary>
    public static object? ValueOf(MemberInfo member, string attribute) =>
        Find(member, attribute)?.ConstructorArguments[0].Value;

    public static bool CanChange(MemberInfo member) => member switch
    {
        FieldInfo field => !field.IsInitOnly,
        PropertyInfo { SetMethod: { } setter } => !setter.ReturnParameter.GetRequiredCustomModifiers()
            .Contains(typeof(IsExternalInit)),
        _ => false,
    };

    private static CustomAttributeData? Find(MemberInfo member, string attribute) =>
        member.GetCustomAttributesData()
            .FirstOrDefault(data => data.AttributeType.FullName == $"Orleans.{attribute}Attribute");

    private static bool IsBacking(FieldInfo field, out string property)
    {
        var end = field.Name.IndexOf(">k__BackingField", StringComparison.Ordinal);
        property = end > 0 ? field.Name[1..end] : "";
        return end > 0;
    }

    private static HashSet<Type> FindCarried()
    {
        var seen = new HashSet<Type>();
        var toSee = new Queue<Type>(Methods
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType)
                .Append(method.ReturnType)));
        while (toSee.TryDequeue(out var type))
        {
            var element = type.GetElementType();
            foreach (var inner in type.GetGenericArguments().Concat(element is null ? [] : [element]))
            {
                toSee.Enqueue(inner);
            }

            var isOurs = type.FullName?.StartsWith("OrleansScaler.", StringComparison.Ordinal) == true;
            if (!isOurs || type.IsInterface || type.IsEnum || type.IsArray || !seen.Add(type))
            {
                continue;
            }

            foreach (var member in MembersOf(type))
            {
                toSee.Enqueue(member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType);
            }
        }

        return seen;
    }
}
