using System.Globalization;
using System.Text;

namespace OrleansScaler.Simulation.Reports.Markup;

/// <summary>Text from outside: keys and names may hold anything.</summary>
internal static class PlainText
{
    private const char Ellipsis = '…';

    /// <summary>
    /// The text with what cannot be shown replaced: control characters and halves of pairs, which no page may hold, and
    /// marks that turn the direction of what follows.
    /// </summary>
    public static string Of(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var shown = Rune.GetUnicodeCategory(rune) is not (
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned);
            builder.Append(shown || rune.Value is '\n' ? rune : Rune.ReplacementChar);
        }

        return builder.ToString();
    }

    /// <summary>The text, or its beginning and an ellipsis; never half of a pair.</summary>
    public static string Short(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var length = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return text[..length] + Ellipsis;
    }
}
