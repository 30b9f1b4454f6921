using OrleansScaler.Architecture.Tests.Sources;

namespace OrleansScaler.Architecture.Tests.Habits;

/// <summary>What must not be called where; the analyzer enforces the lists, these tests keep the lists.</summary>
public sealed class CoreTests
{
    [Theory]
    [InlineData("N:System.Threading")]
    [InlineData("N:System.Threading.Tasks")]
    [InlineData("N:System.IO")]
    [InlineData("N:System.Net")]
    [InlineData("T:System.Environment")]
    [InlineData("T:System.Diagnostics.Stopwatch")]
    [InlineData("T:System.Console")]
    [InlineData("P:System.DateTime.UtcNow")]
    [InlineData("P:System.DateTime.Now")]
    [InlineData("P:System.DateTimeOffset.UtcNow")]
    [InlineData("P:System.DateTimeOffset.Now")]
    [InlineData("P:System.Random.Shared")]
    [InlineData("M:System.Random.#ctor")]
    [InlineData("M:System.Guid.NewGuid")]
    public void BannedSymbols_OfScheduling_HoldTheEntry(string symbol) => Bans("Scheduling", symbol);

    [Theory]
    [InlineData("M:System.Threading.Tasks.Task.ConfigureAwait(System.Boolean)")]
    [InlineData("M:System.Threading.Tasks.Task`1.ConfigureAwait(System.Boolean)")]
    [InlineData("M:System.Threading.Tasks.ValueTask.ConfigureAwait(System.Boolean)")]
    [InlineData("M:System.Threading.Tasks.ValueTask`1.ConfigureAwait(System.Boolean)")]
    [InlineData("M:System.Threading.Tasks.Task.Run(System.Action)")]
    [InlineData("M:System.Threading.Tasks.Task.Run(System.Func{System.Threading.Tasks.Task})")]
    [InlineData("P:System.DateTime.UtcNow")]
    [InlineData("P:System.DateTimeOffset.UtcNow")]
    public void BannedSymbols_OfGrains_HoldTheEntry(string symbol) => Bans("Grains", symbol);

    private static void Bans(string room, string symbol)
    {
        var banned = Repository.Read($"{room}/BannedSymbols.txt").Split('\n').Select(line => line.Split(';')[0]);
        var project = Repository.Read($"{room}/{room}.csproj");

        Assert.Contains(symbol, banned);
        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", project, StringComparison.Ordinal);
        Assert.Contains("<AdditionalFiles Include=\"BannedSymbols.txt\"", project, StringComparison.Ordinal);
    }
}
