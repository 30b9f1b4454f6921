using System.Collections;

namespace Orleans.References;

/// <summary>Arrays and the BCL's mutable collections: a new collection, its elements copied in turn.</summary>
internal sealed class CollectionCopier : Copier
{
    private readonly Type _type;
    private readonly Copier?[] _elements;

    internal CollectionCopier(Type type, params Copier?[] elements)
    {
        _type = type;
        _elements = elements;
    }

    internal override bool Refuses => _elements.Any(static element => element is { Refuses: true });

    internal override object? Copy(object? value) => value switch
    {
        null => null,
        Array array => CopyArray(array),
        IDictionary dictionary => CopyDictionary(dictionary),
        IEnumerable items => CopyItems(items),
        _ => throw new InvalidOperationException($"{_type} is not a collection."),
    };

    private Array CopyArray(Array array)
    {
        var copy = (Array)array.Clone();
        if (_elements[0] is { } element && copy.Rank == 1)
        {
            for (var i = 0; i < copy.Length; i++)
            {
                copy.SetValue(element.Copy(copy.GetValue(i)), i);
            }
        }

        return copy;
    }

    private IDictionary CopyDictionary(IDictionary dictionary)
    {
        var copy = (IDictionary)Activator.CreateInstance(_type)!;
        foreach (DictionaryEntry entry in dictionary)
        {
            copy.Add(Pass(_elements[0], entry.Key)!, Pass(_elements[1], entry.Value));
        }

        return copy;
    }

    private object CopyItems(IEnumerable items)
    {
        var array = Array.CreateInstance(_type.GenericTypeArguments[0], items.Cast<object?>().Count());
        var index = 0;
        foreach (var item in items)
        {
            array.SetValue(Pass(_elements[0], item), index++);
        }

        return Activator.CreateInstance(_type, array)!;
    }

    private static object? Pass(Copier? copier, object? value) => copier is null ? value : copier.Copy(value);
}
