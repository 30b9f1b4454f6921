namespace OrleansScaler.Scheduling.Policies.Names;

/// <summary>Finds what a misspelt name may have meant.</summary>
public static class Spelling
{
    /// <summary>
    /// The known names by their distance from what was written, whatever follows a name; equal ones in their order.
    /// </summary>
    /// <param name="written">What was written.</param>
    /// <param name="known">What it may have meant.</param>
    public static IEnumerable<string> NearestFirst(string written, IEnumerable<string> known) =>
        known.OrderBy(name => Distance(written, name.Split(':', '[')[0]));

    /// <summary>Edits of one letter that lead from one word to the other (Levenshtein).</summary>
    /// <param name="one">The one word.</param>
    /// <param name="other">The other.</param>
    public static int Distance(string one, string other)
    {
        var row = new int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[other.Length];
    }
}
