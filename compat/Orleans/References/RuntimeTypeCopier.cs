namespace Orleans.References;

/// <summary>For a declared type that others derive from: what happens depends on the value.</summary>
internal sealed class RuntimeTypeCopier : Copier
{
    internal static RuntimeTypeCopier Instance { get; } = new();

    internal override object? Copy(object? value) =>
        value is null || Copiers.ForExactly(value.GetType()) is not { } copier ? value : copier.Copy(value);
}
