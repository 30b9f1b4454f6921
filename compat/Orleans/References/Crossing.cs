using System.Reflection;
using Orleans.Serialization;

namespace Orleans.References;

/// <summary>Which exceptions may cross a grain call: the platform's own and those with a serializer.</summary>
internal static class Crossing
{
    internal static Exception Of(Exception exception)
    {
        var type = exception.GetType();
        var assembly = type.Assembly.GetName().Name!;
        return assembly.StartsWith("System.", StringComparison.Ordinal)
            || type.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is not null
            ? exception
            : new CodecNotFoundException($"Could not find a codec for type {type}: {exception.Message}");
    }
}
