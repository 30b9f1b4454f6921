using System.Globalization;
using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Simulation.Traces;

/// <summary>
/// Reads the Azure Functions 2019 tables: calls per function and minute, execution times and memory, joined on owner,
/// app and function. Rows of the last two that no call needs are left aside.
/// </summary>
internal sealed class AzureReader
{
    public const string InvocationsFile = "invocations.csv";
    public const string DurationsFile = "durations.csv";
    public const string MemoryFile = "memory.csv";

    /// <summary>A hundred thousand calls a second of one function; beyond that a field is a mistake.</summary>
    private const int MaximumCallsPerMinute = 6_000_000;

    private static readonly string[] IdentityColumns = ["HashOwner", "HashApp", "HashFunction"];

    /// <summary>The tables say which minute of the day, not which day: the first of the data set's two weeks.</summary>
    private static readonly DateTimeOffset Day = new(2019, 7, 15, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder;
    private readonly TraceOptions _options;
    private readonly List<Row> _rows = [];
    private readonly List<string> _assumptions = [];
    private List<MinuteCount>[] _minutes = [];
    private int _firstMinute;
    private int _minuteCount;

    private AzureReader(string folder, TraceOptions options)
    {
        _folder = folder;
        _options = options;
    }

    public static Trace Open(string folder, string name, TraceOptions options) =>
        new AzureReader(folder, options).Read(name);

    private AzureTrace Read(string name)
    {
        var memory = ReadMemory(TraceFolder.Require(_folder, MemoryFile));
        var durations = ReadDurations(TraceFolder.Require(_folder, DurationsFile));
        ReadInvocations(TraceFolder.Require(_folder, InvocationsFile));
        var window = Window();
        var keys = Keys();
        var times = Complete("execution times", durations, t => t.AverageMs, ms => new ExecutionTimes(ms, []), "ms");
        var sizes = Complete("memory", memory, m => m, m => m, "MB");
        var functions = new TraceFunction[_rows.Count];
        for (var i = 0; i < functions.Length; i++)
        {
            functions[i] = new TraceFunction(
                new FunctionSpec { Key = new FunctionKey(keys[i]), MemoryMegabytes = sizes[i] }, InitDuration: null);
        }

        var plan = new AzurePlan(_minutes, times, window, _options);
        return new AzureTrace(plan)
        {
            Name = name,
            Functions = functions,
            Start = Day + TimeSpan.FromMinutes(_firstMinute) + window.From,
            Length = window.End - window.From,
            CallCount = AzureTrace.Count(plan, functions),
            Assumptions = _assumptions,
        };
    }

    private static Dictionary<string, double> ReadMemory(string path)
    {
        using var table = new CsvTable(path);
        var identity = Array.ConvertAll(IdentityColumns, table.Column);
        var average = table.Column("AverageAllocatedMb");
        var memory = new Dictionary<string, double>(StringComparer.Ordinal);
        while (table.Read())
        {
            var megabytes = table.Number(average);
            if (megabytes == 0)
            {
                throw table.Fault("AverageAllocatedMb is 0; a slot has a size");
            }

            Add(memory, Identity(table, identity), megabytes, table);
        }

        return memory;
    }

    private static Dictionary<string, ExecutionTimes> ReadDurations(string path)
    {
        using var table = new CsvTable(path);
        var identity = Array.ConvertAll(IdentityColumns, table.Column);
        var average = table.Column("Average");
        var percentiles = Array.ConvertAll(ExecutionTimes.Shares, share => table.Column(PercentileColumn(share)));
        var durations = new Dictionary<string, ExecutionTimes>(StringComparer.Ordinal);
        while (table.Read())
        {
            table.CheckRising(percentiles);
            var times = new ExecutionTimes(table.Number(average), Array.ConvertAll(percentiles, table.Number));
            Add(durations, Identity(table, identity), times, table);
        }

        return durations;
    }

    private static string PercentileColumn(double share) =>
        string.Create(CultureInfo.InvariantCulture, $"percentile_Average_{share * 100:0}");

    private void ReadInvocations(string path)
    {
        using var table = new CsvTable(path);
        var identity = Array.ConvertAll(IdentityColumns, table.Column);
        var columns = MinuteColumns(table);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        while (table.Read())
        {
            var row = new Row(Identity(table, identity), table.Name(identity[^1]));
            Add(seen, row.Identity, _rows.Count, table);
            ReadCounts(table, columns);
            _rows.Add(row);
        }

        if (_rows.Count == 0)
        {
            throw new TraceException(path, "no function is in it");
        }
    }

    /// <summary>The columns named by a minute of the day, which must follow one another without a gap.</summary>
    private int[] MinuteColumns(CsvTable table)
    {
        var columns = new List<int>();
        for (var i = 0; i < table.Header.Count; i++)
        {
            if (!int.TryParse(table.Header[i], NumberStyles.None, CultureInfo.InvariantCulture, out var minute))
            {
                continue;
            }

            _firstMinute = columns.Count == 0 ? minute : _firstMinute;
            if (minute != _firstMinute + columns.Count)
            {
                throw new TraceException(
                    table.Path, 1, $"minute column '{minute}' where '{_firstMinute + columns.Count}' should stand");
            }

            columns.Add(i);
        }

        if (columns.Count == 0)
        {
            throw new TraceException(table.Path, 1, "no minute columns (480, 481, ...)");
        }

        _minuteCount = columns.Count;
        _minutes = new List<MinuteCount>[columns.Count];
        for (var m = 0; m < _minutes.Length; m++)
        {
            _minutes[m] = [];
        }

        return [.. columns];
    }

    private void ReadCounts(CsvTable table, int[] columns)
    {
        for (var m = 0; m < columns.Length; m++)
        {
            var count = table.Whole(columns[m]);
            if (count > MaximumCallsPerMinute)
            {
                throw table.Fault($"{count} calls in minute {_firstMinute + m}; the bound is {MaximumCallsPerMinute}");
            }

            if (count > 0)
            {
                _minutes[m].Add(new MinuteCount(_rows.Count, count));
            }
        }
    }

    private TraceWindow Window()
    {
        var length = TimeSpan.FromMinutes(_minuteCount);
        var asked = TraceWindow.Of(_options);
        return asked.From < length
            ? asked with { End = asked.End < length ? asked.End : length }
            : throw new TraceException(
                _folder,
                $"the part asked for starts at minute {asked.From.TotalMinutes}, the trace ends at {_minuteCount}");
    }

    /// <summary>
    /// The function's hash where that names one row only, otherwise owner, app and function together.
    /// </summary>
    private string[] Keys()
    {
        var uses = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in _rows)
        {
            uses[row.Function] = uses.GetValueOrDefault(row.Function) + 1;
        }

        return [.. _rows.Select(row => uses[row.Function] == 1 ? row.Function : row.Identity)];
    }

    /// <summary>
    /// One value per row; the median of the known ones stands in for a missing one, and that is said.
    /// </summary>
    private T[] Complete<T>(
        string what, Dictionary<string, T> known, Func<T, double> measure, Func<double, T> make, string unit)
    {
        var missing = _rows.Where(row => !known.ContainsKey(row.Identity)).Select(row => row.Function).ToList();
        if (missing.Count == 0)
        {
            return [.. _rows.Select(row => known[row.Identity])];
        }

        if (known.Count == 0)
        {
            throw new TraceException(_folder, $"no {what} of any function");
        }

        var median = Lacking.MedianOf(known.Values.Select(measure));
        _assumptions.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{Lacking.Of(missing, what)}: the median, {median:0.##} {unit}, was taken"));
        return [.. _rows.Select(row => known.TryGetValue(row.Identity, out var value) ? value : make(median))];
    }

    private static void Add<T>(Dictionary<string, T> rows, string identity, T value, CsvTable table)
    {
        if (!rows.TryAdd(identity, value))
        {
            throw table.Fault($"function {identity} stands there twice");
        }
    }

    private static string Identity(CsvTable table, int[] columns)
    {
        var identity = string.Join('/', columns.Select(table.Name));
        return System.Text.Encoding.UTF8.GetByteCount(identity) <= FunctionKey.MaximumBytes
            ? identity
            : throw table.Fault($"the function's name is over {FunctionKey.MaximumBytes} bytes");
    }

    private readonly record struct Row(string Identity, string Function);
}
