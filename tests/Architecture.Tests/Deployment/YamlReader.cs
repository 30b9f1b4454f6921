using System.Text.RegularExpressions;

namespace OrleansScaler.Architecture.Tests.Deployment;

/// <summary>
/// Reads as much YAML as our own files are written in: maps and lists by indentation, anchors, aliases, merged maps,
/// plain and quoted texts. What it does not know it fails on, so that nobody is checked by half.
/// </summary>
internal sealed partial class YamlReader
{
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private readonly List<(int Indent, string Text)> _lines;
    private int _next;

    private YamlReader(IEnumerable<string> lines) => _lines =
    [
        .. lines.Select(line => Comment().Replace(line, "").TrimEnd())
            .Where(line => line.Length > 0)
            .Select(line => (line.Length - line.TrimStart().Length, line.TrimStart())),
    ];

    /// <summary>The documents of a file, in order.</summary>
    public static IReadOnlyList<YamlNode> ReadAll(string text) =>
    [
        .. Separator().Split(text)
            .Select(part => new YamlReader(part.Split('\n')))
            .Where(reader => reader._lines.Count > 0)
            .Select(reader => reader.ReadBlock()),
    ];

    private YamlNode ReadBlock() => _lines[_next].Text.StartsWith('-') ? ReadList() : ReadMap();

    private YamlNode ReadMap()
    {
        var node = new YamlNode();
        var indent = _lines[_next].Indent;
        while (_next < _lines.Count && _lines[_next].Indent == indent)
        {
            var entry = Entry().Match(_lines[_next].Text);
            Assert.True(entry.Success, $"Not understood: {_lines[_next].Text}");
            var key = entry.Groups["key"].Value.Trim('"');
            _next++;
            var value = ReadValue(entry.Groups["value"].Value, indent);
            if (key == "<<")
            {
                node.Merge(value);
            }
            else
            {
                node.Map[key] = value;
            }
        }

        return node;
    }

    private YamlNode ReadList()
    {
        var node = new YamlNode();
        var indent = _lines[_next].Indent;
        while (_next < _lines.Count && _lines[_next].Indent == indent && _lines[_next].Text.StartsWith('-'))
        {
            var item = _lines[_next].Text[1..].TrimStart();
            if (Entry().IsMatch(item) && !item.StartsWith('"') && !item.StartsWith('['))
            {
                // A map that begins on the line of its dash.
                _lines[_next] = (indent + _lines[_next].Text.Length - item.Length, item);
                node.Items.Add(ReadMap());
            }
            else
            {
                _next++;
                node.Items.Add(ReadValue(item, indent));
            }
        }

        return node;
    }

    private YamlNode ReadValue(string text, int indent)
    {
        if (text.StartsWith('*'))
        {
            return _anchors[text[1..]];
        }

        var anchor = Anchor().Match(text);
        text = text[anchor.Length..];
        var isInside = _next < _lines.Count && (_lines[_next].Indent > indent
            || (_lines[_next].Indent == indent && _lines[_next].Text.StartsWith('-')));
        var node = text.Length > 0 || !isInside ? ReadText(text)
            : _lines[_next].Text.StartsWith('"') ? ReadText(_lines[_next++].Text)
            : ReadBlock();
        if (anchor.Success)
        {
            _anchors[anchor.Groups["name"].Value] = node;
        }

        return node;
    }

    private static YamlNode ReadText(string text)
    {
        var node = new YamlNode { Text = text.Trim('"') };
        if (text.StartsWith('['))
        {
            node.Items.AddRange(text.Trim('[', ']').Split(',').Select(part => ReadText(part.Trim())));
        }

        return node;
    }

    [GeneratedRegex(@"(^|\s)#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^---\s*$", RegexOptions.Multiline)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^(?<key>[^\s:][^:]*):(\s+(?<value>.*))?$")]
    private static partial Regex Entry();

    [GeneratedRegex(@"^&(?<name>\S+)\s*")]
    private static partial Regex Anchor();
}
