namespace Orleans.References;

/// <summary>What a value has to go through on its way between grains.</summary>
internal abstract class Copier
{
    internal abstract object? Copy(object? value);
}
