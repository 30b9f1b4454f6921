using System.Globalization;
using System.Text;
using OrleansScaler.Scheduling.Functions;

namespace OrleansScaler.Simulation.Traces;

/// <summary>The functions of the 2023 contest's files, one JSON object a line.</summary>
internal sealed class ContestFunctions
{
    public const string File = "metas.jsonl";

    private readonly List<TraceFunction> _functions = [];
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<int> _withoutMemory = [];
    private readonly List<string> _assumptions = [];

    private ContestFunctions()
    {
    }

    public IReadOnlyList<TraceFunction> All => _functions;

    /// <summary>What the file lacks and what was taken instead.</summary>
    public IReadOnlyList<string> Assumptions => _assumptions;

    /// <summary>A function's place; null when it is not among them.</summary>
    public int? IndexOf(string key) => _indexes.TryGetValue(key, out var index) ? index : null;

    public static ContestFunctions Read(string folder)
    {
        var functions = new ContestFunctions();
        using var lines = new JsonLines(TraceFolder.Require(folder, File));
        while (lines.Read())
        {
            functions.Add(lines);
        }

        if (functions._functions.Count == 0)
        {
            throw new TraceException(lines.Path, "no function is in it");
        }

        functions.AssumeMemory(lines.Path);
        return functions;
    }

    private void Add(JsonLines lines)
    {
        var key = lines.Text("key");
        var bytes = Encoding.UTF8.GetByteCount(key);
        if (bytes is 0 or > FunctionKey.MaximumBytes)
        {
            throw lines.Fault($"key has {bytes} bytes, not 1 to {FunctionKey.MaximumBytes}");
        }

        if (!_indexes.TryAdd(key, _functions.Count))
        {
            throw lines.Fault($"function '{key}' stands there twice");
        }

        var memory = lines.OptionalNumber("memoryInMb");
        if (memory is null)
        {
            _withoutMemory.Add(_functions.Count);
        }

        var spec = new FunctionSpec
        {
            Key = new FunctionKey(key),
            Runtime = lines.Text("runtime"),
            MemoryMegabytes = memory == 0 ? throw lines.Fault("memoryInMb is 0; a slot has a size") : memory ?? 0,
            Timeout = TimeSpan.FromSeconds(lines.Number("timeoutInSecs")),
        };
        TimeSpan? init = lines.OptionalNumber("initDurationInMs") is { } ms ? TimeSpan.FromMilliseconds(ms) : null;
        _functions.Add(new TraceFunction(spec, init));
    }

    /// <summary>The median of the known ones stands in for a missing one, and that is said.</summary>
    private void AssumeMemory(string path)
    {
        if (_withoutMemory.Count == 0)
        {
            return;
        }

        if (_withoutMemory.Count == _functions.Count)
        {
            throw new TraceException(path, "no memoryInMb of any function");
        }

        var median = Lacking.MedianOf(
            _functions.Select(function => function.Spec.MemoryMegabytes).Where(megabytes => megabytes > 0));
        var keys = _withoutMemory.ConvertAll(index => _functions[index].Spec.Key.Value);
        foreach (var index in _withoutMemory)
        {
            var function = _functions[index];
            _functions[index] = function with { Spec = function.Spec with { MemoryMegabytes = median } };
        }

        _assumptions.Add(string.Create(
            CultureInfo.InvariantCulture, $"{Lacking.Of(keys, "memory")}: the median, {median:0.##} MB, was taken"));
    }
}
