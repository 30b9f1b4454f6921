namespace OrleansScaler.Cluster.Tests.Databases;

/// <summary>A test that needs Redis: left out, and said so, where the machine has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute() => Skip = RedisServer.IsThere ? null : "redis-server is not on this machine.";
}
