namespace Orleans;

public interface IClientConnectionRetryFilter
{
    Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken);
}
