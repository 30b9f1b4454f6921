using System.Globalization;

namespace OrleansScaler.Simulation.Traces;

/// <summary>
/// Reads a comma-separated table with a header, a line at a time. The traces quote nothing, so a comma always ends a
/// field.
/// </summary>
internal sealed class CsvTable : IDisposable
{
    /// <summary>No memory size, duration or time-out of a trace is larger; the wire's seconds end here too.</summary>
    public const double MaximumNumber = uint.MaxValue;

    private readonly StreamReader _reader;
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly Range[] _fields;
    private string _line = "";

    public CsvTable(string path)
    {
        Path = path;
        _reader = new StreamReader(path);
        var header = _reader.ReadLine() ?? throw new TraceException(path, "the file is empty");
        Line = 1;
        Header = header.Split(',');
        _fields = new Range[Header.Count + 1];
        for (var i = 0; i < Header.Count; i++)
        {
            if (!_columns.TryAdd(Header[i], i))
            {
                throw new TraceException(path, 1, $"column '{Header[i]}' stands there twice");
            }
        }
    }

    public string Path { get; }

    /// <summary>The current line, counted from 1.</summary>
    public int Line { get; private set; }

    public IReadOnlyList<string> Header { get; }

    public int Column(string name) =>
        _columns.TryGetValue(name, out var index)
            ? index
            : throw new TraceException(Path, 1, $"column '{name}' is missing");

    /// <summary>Moves to the next line that is not blank.</summary>
    public bool Read()
    {
        while (_reader.ReadLine() is { } line)
        {
            Line++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            _line = line;
            var count = line.AsSpan().Split(_fields, ',');
            return count == Header.Count
                ? true
                : throw Fault($"{Count(line)} fields where the header has {Header.Count}");
        }

        return false;
    }

    public ReadOnlySpan<char> Text(int column) => _line.AsSpan(_fields[column]);

    /// <summary>A field that may not be empty.</summary>
    public string Name(int column)
    {
        var text = Text(column).Trim();
        return text.IsEmpty ? throw Fault($"{Header[column]} is empty") : text.ToString();
    }

    /// <summary>A finite number that is not negative.</summary>
    public double Number(int column)
    {
        var text = Text(column);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value is >= 0 and <= MaximumNumber
            ? value
            : throw Fault($"{Header[column]} is '{text}', not a number from 0 to {MaximumNumber}");
    }

    /// <summary>A whole number, zero or more.</summary>
    public int Whole(int column)
    {
        var text = Text(column);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Fault($"{Header[column]} is '{text}', not a whole number of 0 or more");
    }

    /// <summary>A finite number that is not negative; null where the field is empty.</summary>
    public double? OptionalNumber(int column) => Text(column).IsWhiteSpace() ? null : Number(column);

    /// <summary>A whole number, zero or more; null where the field is empty.</summary>
    public int? OptionalWhole(int column) => Text(column).IsWhiteSpace() ? null : Whole(column);

    /// <summary>Refuses a line on which one of the numbers is below that of the column before it.</summary>
    public void CheckRising(params ReadOnlySpan<int> columns)
    {
        for (var i = 1; i < columns.Length; i++)
        {
            if (Number(columns[i]) < Number(columns[i - 1]))
            {
                throw Fault(
                    $"{Header[columns[i]]} is {Text(columns[i])}, "
                    + $"below {Header[columns[i - 1]]}, {Text(columns[i - 1])}");
            }
        }
    }

    public TraceException Fault(string problem) => new(Path, Line, problem);

    public void Dispose() => _reader.Dispose();

    private static int Count(string line) => line.AsSpan().Count(',') + 1;
}
