using System.Reflection;
using Orleans.References;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>A type that cannot cross a grain call is found at start, not at the first call.</summary>
internal static class ContractValidator
{
    internal static void Validate(IEnumerable<Type> grainInterfaces)
    {
        var refused = grainInterfaces
            .SelectMany(static grainInterface => grainInterface.GetMethods())
            .SelectMany(static method => Refused(method).Select(type =>
                $"{type} in {method.DeclaringType}.{method.Name} has no serializer or is not immutable."))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToArray();
        if (refused.Length > 0)
        {
            throw new OrleansConfigurationException(
                "Types in grain interfaces that cannot be copied; mark them [GenerateSerializer, Immutable]:"
                + Environment.NewLine
                + string.Join(Environment.NewLine, refused));
        }
    }

    private static IEnumerable<Type> Refused(MethodInfo method)
    {
        var types = method.GetParameters().Select(static parameter => parameter.ParameterType);
        if (method.ReturnType.IsGenericType)
        {
            types = types.Append(method.ReturnType.GenericTypeArguments[0]);
        }

        return types.Where(static type => Copiers.For(type) is { Refuses: true });
    }
}
