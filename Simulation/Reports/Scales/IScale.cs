namespace OrleansScaler.Simulation.Reports.Scales;

/// <summary>Maps values to places on an axis: 0 at its beginning, 1 at its end.</summary>
internal interface IScale
{
    /// <summary>What the axis' title must say of it, such as "log"; empty for an even scale.</summary>
    string Kind { get; }

    /// <summary>The marks, from the beginning on.</summary>
    IReadOnlyList<Tick> Ticks { get; }

    /// <summary>The place of a value; those outside are put on the nearer end.</summary>
    double PlaceOf(double value);

    /// <summary>The value at a place.</summary>
    double ValueAt(double place);
}
