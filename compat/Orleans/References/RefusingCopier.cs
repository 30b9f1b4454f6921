using Orleans.Serialization;

namespace Orleans.References;

internal sealed class RefusingCopier : Copier
{
    private readonly Type _type;

    internal RefusingCopier(Type type) => _type = type;

    internal override bool Refuses => true;

    internal override object? Copy(object? value) =>
        value is null
            ? null
            : throw new CodecNotFoundException(
                $"Could not find a copier for type {_type}. Contract types are immutable and marked "
                + "[GenerateSerializer, Immutable].");
}
