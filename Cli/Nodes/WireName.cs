using System.Text;

namespace OrleansScaler.Cli.Nodes;

/// <summary>The wire's name of a value without the name of its kind: <c>NO_ROOM</c> is <c>no_room</c>.</summary>
internal static class WireName
{
    /// <summary>The generated code has <c>NoRoom</c> of it; a number that it does not know stays a number.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var name = new StringBuilder();
        foreach (var letter in value.ToString())
        {
            if (char.IsAsciiLetterUpper(letter) && name.Length > 0)
            {
                name.Append('_');
            }

            name.Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }
}
