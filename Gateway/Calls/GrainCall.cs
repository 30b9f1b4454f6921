using Orleans.Runtime;

namespace OrleansScaler.Gateway.Calls;

/// <summary>Calls a grain once again when its silo was lost: every call is idempotent by request id.</summary>
internal static class GrainCall
{
    /// <summary>The answer of the first call, or of a second one where the first met a lost silo.</summary>
    /// <exception cref="Grpc.Core.RpcException"><c>Unavailable</c> when the second one fails too.</exception>
    public static async ValueTask<T> OnceAgainAsync<T>(ValueTask<T> first, Func<ValueTask<T>> again, string key)
    {
        try
        {
            return await first.ConfigureAwait(false);
        }
        catch (Exception e) when (IsSiloLost(e))
        {
            try
            {
                return await again().ConfigureAwait(false);
            }
            catch (Exception second) when (IsSiloLost(second))
            {
                throw CallErrors.Unreachable(key, second);
            }
        }
    }

    private static bool IsSiloLost(Exception e) => e is TimeoutException or OrleansException;
}
