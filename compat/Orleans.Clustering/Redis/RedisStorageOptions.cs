using StackExchange.Redis;

namespace Orleans.Persistence;

public class RedisStorageOptions
{
    public ConfigurationOptions? ConfigurationOptions { get; set; }
}
