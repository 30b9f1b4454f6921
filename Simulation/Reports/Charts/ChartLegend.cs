using System.Xml.Linq;
using OrleansScaler.Simulation.Reports.Markup;

namespace OrleansScaler.Simulation.Reports.Charts;

/// <summary>Rows of samples with their names, below a chart's axis.</summary>
internal sealed class ChartLegend
{
    public const double RowHeight = 20;

    /// <summary>Wide enough to show a dash.</summary>
    private const double SampleWidth = 26;

    /// <summary>Width of a letter, on the wide side.</summary>
    private const double LetterWidth = 7.1;

    private readonly ChartFrame _frame;
    private readonly int _columns;
    private int _entries;

    public ChartLegend(ChartFrame frame, int columns)
    {
        _frame = frame;
        _columns = columns;
    }

    /// <summary>Room for so many entries.</summary>
    public static double HeightOf(int entries, int columns) => RowHeight * ((entries + columns - 1) / columns);

    /// <summary>Adds an entry.</summary>
    /// <param name="name">Its name; what does not fit is left out, the pointer is told all.</param>
    /// <param name="sample">Draws the sample from an x to an x at a y.</param>
    public void Add(string name, Func<double, double, double, IEnumerable<XElement>> sample)
    {
        var width = (_frame.Plot.Right - _frame.Plot.Left) / _columns;
        var x = _frame.Plot.Left + (width * (_entries % _columns));
        var y = _frame.LegendTop + (RowHeight * (_entries / _columns)) + 6;
        _entries++;
        foreach (var element in sample(x, x + SampleWidth, y))
        {
            _frame.Add(element);
        }

        var letters = (int)((width - SampleWidth - 14) / LetterWidth);
        _frame.Add(ChartFrame.Text("key", x + SampleWidth + 6, y + 4, PlainText.Short(name, letters)).Tip(name));
    }

    /// <summary>Adds a policy's entry: its line with its mark.</summary>
    public void AddPolicy(int place, string name) => Add(name, (from, to, y) =>
    [
        ChartFrame.Line(SeriesStyle.Line(place), from, y, to, y),
        SeriesStyle.Mark(place, (from + to) / 2, y, 3.5),
    ]);
}
