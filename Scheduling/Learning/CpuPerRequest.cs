namespace OrleansScaler.Scheduling.Learning;

/// <summary>
/// CPU that one request takes while it runs, in millicores, from looks at slots: the sum of what they used by the sum
/// of the requests in them. A ratio of sums, so that a look that just missed a burst and one that just met it cancel.
/// </summary>
internal struct CpuPerRequest(int looksToTrust)
{
    /// <summary>What a look weighs after each later one: the last fifty count.</summary>
    private const double Fading = 0.98;

    private double _millicores;
    private double _requests;
    private int _looks;

    /// <summary>Null while too few looks found a request.</summary>
    public readonly double? Millicores => _looks < looksToTrust ? null : _millicores / _requests;

    /// <summary>A look. At an idle slot there is no request to take anything.</summary>
    public void Add(double millicores, double requests)
    {
        if (requests > 0)
        {
            _millicores = (_millicores * Fading) + millicores;
            _requests = (_requests * Fading) + requests;
            _looks = Math.Min(_looks + 1, looksToTrust);
        }
    }
}
