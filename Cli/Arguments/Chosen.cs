namespace OrleansScaler.Cli.Arguments;

/// <summary>One of the values of an enum, written in lower case as the command line has it.</summary>
/// <param name="Value">The value.</param>
internal readonly record struct Chosen<T>(T Value)
    where T : struct, Enum
{
    public override string ToString() => Value.ToString().ToLowerInvariant();
}
