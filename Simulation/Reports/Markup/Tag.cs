using System.Globalization;
using System.Xml.Linq;

namespace OrleansScaler.Simulation.Reports.Markup;

/// <summary>
/// Short ways to build markup. The page is a tree that is written out at the end, so every text is escaped by the
/// writer and the page is well-formed whatever a function or a policy is called.
/// </summary>
internal static class Tag
{
    public static XElement Of(string name, params object?[] content) => new(name, content);

    public static XElement With(this XElement element, string attribute, string value)
    {
        element.SetAttributeValue(attribute, PlainText.Of(value));
        return element;
    }

    /// <summary>A coordinate: a tenth of a unit is finer than any screen.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no number: charts leave such points out before.</exception>
    public static XElement With(this XElement element, string attribute, double coordinate) =>
        element.With(attribute, Coordinate(coordinate));

    /// <summary>Adds text. An empty one too: without content HTML would not see where the element ends.</summary>
    public static XElement Says(this XElement element, string text)
    {
        element.Add(new XText(PlainText.Of(text)));
        return element;
    }

    /// <summary>Adds text that may be broken after a plus or a comma, where names are put together.</summary>
    public static XElement SaysBreaking(this XElement element, string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '+' or ',')
            {
                element.Says(text[start..(i + 1)]).Add(Of("wbr"));
                start = i + 1;
            }
        }

        return element.Says(text[start..]);
    }

    /// <summary>Adds what a pointer that rests on the element is told.</summary>
    public static XElement Tip(this XElement element, string text)
    {
        element.AddFirst(Of("title").Says(text));
        return element;
    }

    public static string Coordinate(double value) => double.IsFinite(value)
        ? (Math.Round(value, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture) // + 0.0: no "-0"
        : throw new ArgumentOutOfRangeException(nameof(value), value, "no coordinate");
}
