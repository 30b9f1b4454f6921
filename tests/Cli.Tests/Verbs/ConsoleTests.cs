namespace OrleansScaler.Cli.Tests.Verbs;

/// <summary>Tests that redirect the console take turns.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConsoleTests
{
    public const string Name = "console";
}
