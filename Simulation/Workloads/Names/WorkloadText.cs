using OrleansScaler.Scheduling.Policies.Names;
using OrleansScaler.Simulation.Traces;

namespace OrleansScaler.Simulation.Workloads.Names;

/// <summary>
/// Reads <c>NAME[,key=value]…</c>. Everything that is wrong with it is told together, each with key, value and bound.
/// </summary>
internal sealed class WorkloadText
{
    private readonly string _text;
    private readonly List<string> _problems = [];
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    private WorkloadText(string text) => _text = text;

    public static (WorkloadDefinition Definition, WorkloadValues Values) Read(string text) =>
        new WorkloadText(text).Read();

    private (WorkloadDefinition Definition, WorkloadValues Values) Read()
    {
        var parts = _text.Split(',', StringSplitOptions.TrimEntries);
        var definition = WorkloadNames.All.FirstOrDefault(known => known.Name == parts[0])
            ?? throw Fault($"'{parts[0]}' is no workload; it must be one of "
                + string.Join(", ", Spelling.NearestFirst(parts[0], WorkloadNames.All.Select(known => known.Name))));
        var values = definition.Usual;
        foreach (var part in parts.Skip(1))
        {
            values = Add(values, definition, part);
        }

        if (_problems.Count == 0 && definition.Conflict(values) is { } conflict)
        {
            _problems.Add(conflict);
        }

        return _problems.Count == 0 ? (definition, values) : throw Fault(string.Join("; ", _problems));
    }

    private WorkloadValues Add(WorkloadValues values, WorkloadDefinition definition, string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            _problems.Add($"'{part}' is not written key=value");
            return values;
        }

        var (name, value) = (part[..equals], part[(equals + 1)..]);
        if (definition.Keys.FirstOrDefault(key => key.Name == name) is not { } known)
        {
            var keys = Spelling.NearestFirst(name, definition.Keys.Select(key => key.Name));
            _problems.Add($"'{name}' is no key of {definition.Name}; it must be one of {string.Join(", ", keys)}");
        }
        else if (!_given.Add(name))
        {
            _problems.Add($"{name} is given twice");
        }
        else if (known.Read(value) is not { } number)
        {
            _problems.Add($"{name} is '{value}', not {known.Bound}");
        }
        else
        {
            return values.With(name, number);
        }

        return values;
    }

    private TraceException Fault(string problem) => new(SyntheticWorkload.Prefix + _text, problem);
}
