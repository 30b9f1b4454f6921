using System.Text.RegularExpressions;

namespace OrleansScaler.Architecture.Tests.Tidiness;

/// <summary>Looks for whole words.</summary>
internal static class Words
{
    /// <summary>Whether a text holds the word and not merely a longer one that it is part of.</summary>
    public static bool Holds(string text, string word, bool ignoreCase = false) =>
        Regex.IsMatch(
            text,
            $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(word)}(?![\p{{L}}\p{{N}}])",
            ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
}
