using System.Globalization;
using OrleansScaler.Simulation.Randomness;

namespace OrleansScaler.Simulation.Traces.Figures;

/// <summary>
/// Builds a request log where only figures of each function are known: contest data set 3. Counts, mean and longest
/// execution and the quartiles of the idle gaps are met, these last unless they contradict the count; each function has
/// random numbers of its own.
/// </summary>
internal sealed class FiguresLog
{
    /// <summary>The figures do not tell the day: the one on which the contest's other data start.</summary>
    private static readonly DateTimeOffset s_day = new(2023, 5, 26, 0, 0, 0, TimeSpan.Zero);

    private const ulong DurationPart = 1;
    private const ulong ArrivalPart = 2;

    private readonly IReadOnlyList<TraceFunction> _functions;
    private readonly FiguresOptions _figures;
    private readonly ulong _seed;
    private readonly List<TraceCall> _calls = [];
    private readonly List<string> _contradicting = [];

    private FiguresLog(IReadOnlyList<TraceFunction> functions, FiguresOptions figures, ulong seed)
    {
        _functions = functions;
        _figures = figures;
        _seed = seed;
    }

    public static Trace Open(string folder, string name, TraceOptions options, FiguresOptions figures)
    {
        var functions = ContestFunctions.Read(folder);
        var path = Path.Combine(folder, FiguresReader.File);
        var known = CompletedFigures.Of(
            functions.All, FiguresReader.Read(folder, functions), figures.Requests, path);
        var log = new FiguresLog(functions.All, figures, options.Seed);
        log.Build(known.All);
        string[] assumptions = [log.Made(), .. functions.Assumptions, .. known.Assumptions, .. log.Contradictions()];
        return log.Play(name, folder, TraceWindow.Of(options), assumptions);
    }

    private void Build(IReadOnlyList<FunctionFigures> figures)
    {
        for (var i = 0; i < figures.Count; i++)
        {
            if (figures[i].Calls > 0)
            {
                AddCalls(i, figures[i]);
            }
        }

        _calls.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Function.CompareTo(b.Function));
    }

    private void AddCalls(int function, FunctionFigures figures)
    {
        var key = SeededRandom.NameOf(_functions[function].Spec.Key.Value);
        var random = SeededRandom.For(_seed, key, DurationPart);
        var durations = DurationFit.Draw(
            figures.Calls!.Value, figures.AverageMs!.Value, figures.MaximumMs, ref random);
        var arrivals = Arrivals(function, figures, durations);

        // An arrival at the very end belongs to the log's last tick.
        var last = _figures.Span - TimeSpan.FromTicks(1);
        for (var i = 0; i < durations.Length; i++)
        {
            var at = TimeSpan.FromMilliseconds(arrivals[i]);
            _calls.Add(new TraceCall(
                at < last ? at : last, function, TimeSpan.FromMilliseconds(durations[i]), TraceCall.GoodStatus));
        }
    }

    private double[] Arrivals(int function, FunctionFigures figures, double[] durations)
    {
        var key = _functions[function].Spec.Key.Value;
        var random = SeededRandom.For(_seed, SeededRandom.NameOf(key), ArrivalPart);
        var span = _figures.Span.TotalMilliseconds;
        if (figures.Gaps is { } gaps)
        {
            var fit = GapFit.Of(durations, gaps, span, ref random);
            if (fit.Dropped > 0)
            {
                _contradicting.Add(key);
            }

            return fit.Arrivals(ref random);
        }

        var arrivals = new double[durations.Length];
        for (var i = 0; i < arrivals.Length; i++)
        {
            arrivals[i] = span * random.NextUnit();
        }

        Array.Sort(arrivals);
        return arrivals;
    }

    private string Made() => string.Create(
        CultureInfo.InvariantCulture,
        $"There is no {ContestReader.RequestsFile}: {_calls.Count} requests in {_figures.Span.TotalMinutes:0.##} min "
        + $"were made from {FiguresReader.File}, with each function's count, average and longest duration (lognormal) "
        + $"and the quartiles of its idle gaps, taken as the time from the last end of a call to the next arrival, 0 "
        + $"where that comes before it");

    private IEnumerable<string> Contradictions() => _contradicting.Count == 0
        ? []
        : [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Lacking.Of(_contradicting, "room for their gaps")}: as few of the lowest as had to be became 0"),
        ];

    private HeldTrace Play(string name, string folder, TraceWindow window, IReadOnlyList<string> assumptions)
    {
        if (window.From >= _figures.Span)
        {
            throw new TraceException(
                folder,
                FormattableString.Invariant($"the part asked for starts at minute {window.From.TotalMinutes}, ")
                + FormattableString.Invariant($"the trace ends at {_figures.Span.TotalMinutes}"));
        }

        var part = _calls
            .Where(call => window.Contains(call.At))
            .Select(call => call with { At = call.At - window.From })
            .ToArray();
        return new HeldTrace(part)
        {
            Name = name,
            Functions = _functions,
            Start = s_day + window.From,
            Length = (window.End < _figures.Span ? window.End : _figures.Span) - window.From,
            CallCount = part.Length,
            Assumptions = assumptions,
        };
    }
}
