using System.Text.Json;

namespace OrleansScaler.Simulation.Traces;

/// <summary>Reads a file of one JSON object per line. Blank lines are passed over.</summary>
internal sealed class JsonLines : IDisposable
{
    /// <summary>The last millisecond that a calendar date can carry, so that every time stamp is a date.</summary>
    private const long MaximumWhole = 253_402_300_799_999;

    private readonly StreamReader _reader;
    private JsonDocument? _document;

    public JsonLines(string path)
    {
        Path = path;
        _reader = new StreamReader(path);
    }

    public string Path { get; }

    /// <summary>The current line, counted from 1.</summary>
    public int Line { get; private set; }

    public bool Read()
    {
        while (_reader.ReadLine() is { } line)
        {
            Line++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            _document?.Dispose();
            _document = Parse(line);
            return true;
        }

        return false;
    }

    /// <summary>A string that is there.</summary>
    public string Text(string name) =>
        Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : throw Wrong(name, "a string");

    /// <summary>A finite number, zero or more.</summary>
    public double Number(string name) => OptionalNumber(name) ?? throw Fault($"{name} is missing");

    /// <summary>A finite number, zero or more; null where the line has none.</summary>
    public double? OptionalNumber(string name)
    {
        if (Find(name) is not { } value || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            && number is >= 0 and <= CsvTable.MaximumNumber
            ? number
            : throw Wrong(name, $"a number from 0 to {CsvTable.MaximumNumber}");
    }

    /// <summary>A whole number, zero or more.</summary>
    public long Whole(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number)
            && number is >= 0 and <= MaximumWhole
            ? number
            : throw Wrong(name, $"a whole number from 0 to {MaximumWhole}");

    public TraceException Fault(string problem) => new(Path, Line, problem);

    public void Dispose()
    {
        _document?.Dispose();
        _reader.Dispose();
    }

    private JsonDocument Parse(string line)
    {
        try
        {
            var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw Fault("not a JSON object");
        }
        catch (JsonException exception)
        {
            throw Fault($"not JSON: {exception.Message}");
        }
    }

    private JsonElement? Find(string name) =>
        _document!.RootElement.TryGetProperty(name, out var value) ? value : null;

    private TraceException Wrong(string name, string expected) =>
        Find(name) is { } value
            ? Fault($"{name} is {value.GetRawText()}, not {expected}")
            : Fault($"{name} is missing");
}
