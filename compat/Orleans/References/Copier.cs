namespace Orleans.References;

/// <summary>What a value has to go through on its way between grains.</summary>
internal abstract class Copier
{
    /// <summary>Whether no value of its type could pass.</summary>
    internal virtual bool Refuses => false;

    internal abstract object? Copy(object? value);
}
