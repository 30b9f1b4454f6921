using System.Text;
using OrleansScaler.Simulation.Reports.Markup;

namespace OrleansScaler.Simulation.Reports.Charts;

/// <summary>Writes the <c>d</c> of a path. Steps that lead nowhere are left out, which keeps the page small.</summary>
internal sealed class PathText
{
    private readonly StringBuilder _text = new();
    private string _x = "";
    private string _y = "";
    private int? _acrossAt;

    public PathText MoveTo(double x, double y)
    {
        (_x, _y, _acrossAt) = (Tag.Coordinate(x), Tag.Coordinate(y), null);
        _text.Append('M').Append(_x).Append(' ').Append(_y);
        return this;
    }

    public PathText LineTo(double x, double y)
    {
        (_x, _y, _acrossAt) = (Tag.Coordinate(x), Tag.Coordinate(y), null);
        _text.Append('L').Append(_x).Append(' ').Append(_y);
        return this;
    }

    /// <summary>A step to the right; right after another one it is the same step going on.</summary>
    public PathText AcrossTo(double x)
    {
        if (Tag.Coordinate(x) is var next && next != _x)
        {
            _text.Length = _acrossAt ?? _text.Length;
            _acrossAt = _text.Length;
            _text.Append('H').Append(_x = next);
        }

        return this;
    }

    public PathText UpTo(double y)
    {
        if (Tag.Coordinate(y) is var next && next != _y)
        {
            _acrossAt = null;
            _text.Append('V').Append(_y = next);
        }

        return this;
    }

    public PathText Close()
    {
        _text.Append('Z');
        return this;
    }

    public override string ToString() => _text.ToString();
}
