namespace StackExchange.Redis;

/// <summary>Never made: whoever would read one is refused before.</summary>
public sealed class ConfigurationOptions
{
    private ConfigurationOptions()
    {
    }

    public static ConfigurationOptions Parse(string configuration) => new();
}
