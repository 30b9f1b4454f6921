namespace OrleansScaler.Simulation.VirtualTime;

/// <summary>Names that are the numbers of places in a table.</summary>
internal static class Place
{
    /// <summary>The place that a name of ours says: plain digits, so nothing has to be looked up.</summary>
    public static int Of(string name)
    {
        var place = 0;
        foreach (var digit in name)
        {
            place = (10 * place) + (digit - '0');
        }

        return place;
    }
}
