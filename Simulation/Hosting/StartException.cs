namespace OrleansScaler.Simulation.Hosting;

/// <summary>A run cannot start: a port is taken, a server does not answer. The message is for the user.</summary>
public sealed class StartException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="message">For the user.</param>
    public StartException(string message)
        : base(message)
    {
    }

    /// <summary>Says why.</summary>
    /// <param name="message">For the user.</param>
    /// <param name="innerException">What the system said.</param>
    public StartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
