namespace OrleansScaler.Simulation.Traces;

/// <summary>
/// Reads the 2023 contest's files: the functions, and one line per request in order of time. The same request twice is
/// no mistake: calls of one millisecond look alike.
/// </summary>
internal sealed class ContestReader
{
    public const string RequestsFile = "requests.jsonl";

    private readonly string _requests;
    private readonly TraceWindow _window;
    private readonly ContestFunctions _functions;

    private ContestReader(string requests, ContestFunctions functions, TraceOptions options)
    {
        _requests = requests;
        _functions = functions;
        _window = TraceWindow.Of(options);
    }

    public static Trace Open(string folder, string name, TraceOptions options)
    {
        var functions = ContestFunctions.Read(folder);
        return new ContestReader(TraceFolder.Require(folder, RequestsFile), functions, options).Read(name);
    }

    /// <summary>The calls of the window, straight from the file.</summary>
    public IEnumerable<TraceCall> Calls() =>
        Lines().Where(line => _window.Contains(line.At)).Select(line => line with { At = line.At - _window.From });

    private ContestTrace Read(string name)
    {
        var count = 0L;
        var last = TimeSpan.Zero;
        foreach (var call in Lines())
        {
            last = call.At;
            count += _window.Contains(call.At) ? 1 : 0;
        }

        if (count == 0)
        {
            throw new TraceException(_requests, $"no request {_window}");
        }

        // The last request belongs to the trace, so the trace ends one tick after it at the earliest.
        var end = last + TimeSpan.FromTicks(1) < _window.End ? last + TimeSpan.FromTicks(1) : _window.End;
        return new ContestTrace(this)
        {
            Name = name,
            Functions = _functions.All,
            Start = FirstMoment() + _window.From,
            Length = end - _window.From,
            CallCount = count,
            Assumptions = _functions.Assumptions,
        };
    }

    private IEnumerable<TraceCall> Lines()
    {
        using var lines = new JsonLines(_requests);
        long? first = null;
        var previous = long.MinValue;
        while (lines.Read())
        {
            var start = lines.Whole("startTime");
            if (start < previous)
            {
                throw lines.Fault($"startTime {start} is before the line above it, {previous}");
            }

            first ??= start;
            previous = start;
            var key = lines.Text("metaKey");
            var function = _functions.IndexOf(key)
                ?? throw lines.Fault($"metaKey '{key}' is not in {ContestFunctions.File}");
            var status = lines.Whole("statusCode");
            yield return new TraceCall(
                TimeSpan.FromMilliseconds(start - first.Value),
                function,
                TimeSpan.FromMilliseconds(lines.Number("durationsInMs")),
                status <= int.MaxValue ? (int)status : throw lines.Fault($"statusCode {status} is no status"));
        }
    }

    private DateTimeOffset FirstMoment()
    {
        using var lines = new JsonLines(_requests);
        return lines.Read()
            ? DateTimeOffset.FromUnixTimeMilliseconds(lines.Whole("startTime"))
            : throw new TraceException(_requests, "no request is in it");
    }
}
