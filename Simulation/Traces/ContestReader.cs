using System.Text;
using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Simulation.Traces;

/// <summary>
/// Reads the 2023 contest's files: the functions, and one line per request in order of time. The same request twice is
/// no mistake: calls of one millisecond look alike.
/// </summary>
internal sealed class ContestReader
{
    public const string FunctionsFile = "metas.jsonl";
    public const string RequestsFile = "requests.jsonl";

    private readonly string _requests;
    private readonly TraceWindow _window;
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);

    private ContestReader(string requests, TraceOptions options)
    {
        _requests = requests;
        _window = TraceWindow.Of(options);
    }

    public static Trace Open(string folder, string name, TraceOptions options)
    {
        var functionsPath = TraceFolder.Require(folder, FunctionsFile);
        var reader = new ContestReader(TraceFolder.Require(folder, RequestsFile), options);
        return reader.Read(name, reader.ReadFunctions(functionsPath));
    }

    /// <summary>The calls of the window, straight from the file.</summary>
    public IEnumerable<TraceCall> Calls() =>
        Lines().Where(line => _window.Contains(line.At)).Select(line => line with { At = line.At - _window.From });

    private ContestTrace Read(string name, List<TraceFunction> functions)
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
            throw new TraceException(_requests, $"no request from minute {_window.From.TotalMinutes} on");
        }

        // The last request belongs to the trace, so the trace ends one tick after it at the earliest.
        var end = last + TimeSpan.FromTicks(1) < _window.End ? last + TimeSpan.FromTicks(1) : _window.End;
        return new ContestTrace(this)
        {
            Name = name,
            Functions = functions,
            Start = FirstMoment() + _window.From,
            Length = end - _window.From,
            CallCount = count,
        };
    }

    private List<TraceFunction> ReadFunctions(string path)
    {
        using var lines = new JsonLines(path);
        var functions = new List<TraceFunction>();
        while (lines.Read())
        {
            var key = lines.Text("key");
            CheckKey(lines, key);
            if (!_indexes.TryAdd(key, functions.Count))
            {
                throw lines.Fault($"function '{key}' stands there twice");
            }

            functions.Add(ReadFunction(lines, key));
        }

        return functions.Count > 0 ? functions : throw new TraceException(path, "no function is in it");
    }

    private static void CheckKey(JsonLines lines, string key)
    {
        var bytes = Encoding.UTF8.GetByteCount(key);
        if (bytes is 0 or > FunctionKey.MaximumBytes)
        {
            throw lines.Fault($"key has {bytes} bytes, not 1 to {FunctionKey.MaximumBytes}");
        }
    }

    private static TraceFunction ReadFunction(JsonLines lines, string key)
    {
        var memory = lines.Number("memoryInMb");
        var spec = new FunctionSpec
        {
            Key = new FunctionKey(key),
            Runtime = lines.Text("runtime"),
            MemoryMegabytes = memory > 0 ? memory : throw lines.Fault("memoryInMb is 0; a slot has a size"),
            Timeout = TimeSpan.FromSeconds(lines.Number("timeoutInSecs")),
        };
        TimeSpan? init = lines.OptionalNumber("initDurationInMs") is { } ms ? TimeSpan.FromMilliseconds(ms) : null;
        return new TraceFunction(spec, init);
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
            if (!_indexes.TryGetValue(key, out var function))
            {
                throw lines.Fault($"metaKey '{key}' is not in {FunctionsFile}");
            }

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
