namespace OrleansScaler.Simulation.Workloads.Names;

/// <summary>The figures of one workload: those given, and the usual ones for the rest.</summary>
internal sealed class WorkloadValues
{
    private readonly Dictionary<string, double> _values;

    public WorkloadValues(IEnumerable<WorkloadKey> keys) =>
        _values = keys.ToDictionary(key => key.Name, key => key.Usual, StringComparer.Ordinal);

    private WorkloadValues(Dictionary<string, double> values) => _values = values;

    public int Functions => Whole(WorkloadKeys.Functions);

    public TimeSpan Length => TimeSpan.FromHours(Number(WorkloadKeys.Hours));

    public double Number(string key) => _values[key];

    public int Whole(string key) => (int)_values[key];

    public TimeSpan Duration(string key) => TimeSpan.FromSeconds(_values[key]);

    public TimeSpan Milliseconds(string key) => TimeSpan.FromMilliseconds(_values[key]);

    public WorkloadValues With(string key, double value) =>
        new(new Dictionary<string, double>(_values, StringComparer.Ordinal) { [key] = value });
}
