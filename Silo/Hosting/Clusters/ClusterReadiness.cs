using OrleansScaler.Gateway.Health;

namespace OrleansScaler.Silo.Hosting.Clusters;

/// <summary>A gateway that reaches no silo is not ready: another one may reach them.</summary>
/// <param name="readiness">What is said.</param>
/// <param name="lifetime">Before the start is over and after the end has begun, others say it.</param>
internal sealed class ClusterReadiness(Readiness readiness, IHostApplicationLifetime lifetime)
{
    /// <summary>Takes in how many silos are reached.</summary>
    public void Follow(int silos)
    {
        var isRunning = lifetime.ApplicationStarted.IsCancellationRequested
            && !lifetime.ApplicationStopping.IsCancellationRequested;
        if (isRunning)
        {
            readiness.Set(silos > 0);
        }
    }
}
