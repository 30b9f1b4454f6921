using System.Globalization;

namespace OrleansScaler.Simulation.Traces.Figures;

/// <summary>Fills in what the figures of some functions lack, and says so.</summary>
internal sealed class CompletedFigures
{
    private readonly IReadOnlyList<TraceFunction> _functions;
    private readonly FunctionFigures[] _figures;
    private readonly List<string> _assumptions = [];

    private CompletedFigures(IReadOnlyList<TraceFunction> functions, FunctionFigures[] figures)
    {
        _functions = functions;
        _figures = figures;
    }

    /// <summary>The figures of every function; calls and average are known.</summary>
    public IReadOnlyList<FunctionFigures> All => _figures;

    /// <summary>What was lacking and what was taken instead.</summary>
    public IReadOnlyList<string> Assumptions => _assumptions;

    /// <summary>Completes figures.</summary>
    /// <param name="functions">The functions.</param>
    /// <param name="figures">What is known of each.</param>
    /// <param name="total">Calls of all functions together.</param>
    /// <param name="path">The table, for faults.</param>
    public static CompletedFigures Of(
        IReadOnlyList<TraceFunction> functions, FunctionFigures[] figures, long total, string path)
    {
        if (!Array.Exists(figures, known => known.Calls > 0) || !Array.Exists(figures, known => known.AverageMs >= 0))
        {
            throw new TraceException(path, "no function has both requests and avgDurationMs");
        }

        var completed = new CompletedFigures(functions, [.. figures]);
        completed.ShareCalls(total);
        completed.AssumeDurations();
        return completed;
    }

    private void ShareCalls(long total)
    {
        var missing = Missing(known => known.Calls is null);
        if (missing.Count == 0)
        {
            return;
        }

        var counted = _figures.Sum(known => (long)(known.Calls ?? 0));
        var most = Math.Max(1, _figures.Where(known => known.Calls > 0).Min(known => known.Calls!.Value) - 1);
        var calls = CallShares.Of([.. missing.Select(i => _figures[i].AverageMs)], total - counted, most);
        for (var k = 0; k < calls.Length; k++)
        {
            _figures[missing[k]] = _figures[missing[k]] with { Calls = calls[k] };
        }

        _assumptions.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{Lacking.Of(KeysOf(missing), "count")}: of the {total} requests in all, {total - counted} remain for "
            + $"them; they got {calls.Sum()}, {calls.Min()} to {calls.Max()} each, at moments spread evenly at random "
            + $"and as long as their average"));
    }

    private void AssumeDurations()
    {
        var missing = Missing(known => known.AverageMs is null);
        if (missing.Count == 0)
        {
            return;
        }

        var medians = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var runtime in missing.Select(RuntimeOf).Distinct())
        {
            medians[runtime] = MedianOf(runtime);
        }

        foreach (var i in missing)
        {
            _figures[i] = _figures[i] with { AverageMs = medians[RuntimeOf(i)] };
        }

        var taken = string.Join(
            ", ", medians.Select(pair => FormattableString.Invariant($"{pair.Key} {pair.Value:0.##} ms")));
        _assumptions.Add(
            $"{Lacking.Of(KeysOf(missing), "duration")}: the median of their runtime was taken, {taken}");
    }

    /// <summary>Of all functions where the runtime has none.</summary>
    private double MedianOf(string runtime)
    {
        var known = Enumerable.Range(0, _figures.Length).Where(i => _figures[i].AverageMs is not null).ToList();
        var same = known.Where(i => RuntimeOf(i) == runtime).ToList();
        return Lacking.MedianOf((same.Count > 0 ? same : known).Select(i => _figures[i].AverageMs!.Value));
    }

    private List<int> Missing(Predicate<FunctionFigures> lacks) =>
        [.. Enumerable.Range(0, _figures.Length).Where(i => lacks(_figures[i]))];

    private List<string> KeysOf(List<int> functions) => functions.ConvertAll(i => _functions[i].Spec.Key.Value);

    private string RuntimeOf(int function) => _functions[function].Spec.Runtime;
}
