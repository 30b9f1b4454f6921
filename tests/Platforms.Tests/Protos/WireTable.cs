using Google.Protobuf.Reflection;

namespace OrleansScaler.Platforms.Tests.Protos;

/// <summary>Writes what a proto file says on the wire, one line for each method and field.</summary>
internal static class WireTable
{
    public static IEnumerable<string> Of(FileDescriptor file) =>
        file.Services.SelectMany(Methods)
            .Concat(file.EnumTypes.SelectMany(Values))
            .Concat(file.MessageTypes.SelectMany(Fields));

    private static IEnumerable<string> Methods(ServiceDescriptor service) => service.Methods.Select(method =>
        $"{service.FullName}/{method.Name} {Sent(method.IsClientStreaming, method.InputType)}"
        + $" -> {Sent(method.IsServerStreaming, method.OutputType)}");

    private static string Sent(bool isStream, MessageDescriptor type) =>
        isStream ? $"stream {type.FullName}" : type.FullName;

    private static IEnumerable<string> Values(EnumDescriptor type) =>
        type.Values.Select(value => $"{type.FullName} {value.Number} {value.Name}");

    private static IEnumerable<string> Fields(MessageDescriptor type)
    {
        IEnumerable<string> own = type.Fields.InFieldNumberOrder()
            .Select(field => $"{type.FullName} {field.FieldNumber} {TypeOf(field)} {field.Name}");
        IEnumerable<string> nested = type.NestedTypes.Where(inner => !IsEntry(inner)).SelectMany(Fields);
        return own.DefaultIfEmpty($"{type.FullName} -").Concat(nested);
    }

    private static string TypeOf(FieldDescriptor field) => field switch
    {
        { IsMap: true } => $"map<{string.Join(", ", field.MessageType.Fields.InFieldNumberOrder().Select(TypeOf))}>",
        { IsRepeated: true } => $"repeated {Single(field)}",
        { HasPresence: true, FieldType: not FieldType.Message } => $"optional {Single(field)}",
        _ => Single(field),
    };

    private static string Single(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => field.MessageType.FullName,
        FieldType.Enum => field.EnumType.FullName,
        var type => type.ToString().ToLowerInvariant(),
    };

    private static bool IsEntry(MessageDescriptor type) => type.GetOptions()?.MapEntry ?? false;
}
