namespace OrleansScaler.Simulation.Reports.Charts;

/// <summary>A rectangle that something takes up.</summary>
internal readonly record struct LabelBox(double Left, double Top, double Right, double Bottom)
{
    public double MiddleX => (Left + Right) / 2;

    public double MiddleY => (Top + Bottom) / 2;

    public bool IsWithin(in LabelBox other) =>
        Left >= other.Left && Right <= other.Right && Top >= other.Top && Bottom <= other.Bottom;

    /// <summary>The area that both take up.</summary>
    public double Overlap(in LabelBox other) =>
        Math.Max(0, Math.Min(Right, other.Right) - Math.Max(Left, other.Left))
        * Math.Max(0, Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top));

    /// <summary>The nearest point of the rectangle.</summary>
    public (double X, double Y) Nearest(double x, double y) => (Math.Clamp(x, Left, Right), Math.Clamp(y, Top, Bottom));
}
