using Microsoft.CodeAnalysis.CSharp.Syntax;
using OrleansScaler.Architecture.Tests.Sources;

namespace OrleansScaler.Architecture.Tests.Habits;

public sealed class CallTests
{
    private static readonly string[] s_logMethods =
    [
        "LogTrace", "LogDebug", "LogInformation", "LogWarning", "LogError", "LogCritical",
    ];

    [Fact]
    public void Grains_All_StayInTheirTurn()
    {
        var wrong =
            from source in Repository.ProductSources
            where Repository.RoomOf(source.Path) == "Grains"
            from call in source.Syntax.DescendantNodes().OfType<InvocationExpressionSyntax>()
            let member = call.Expression as MemberAccessExpressionSyntax
            let isTask = member?.Expression.ToString().Split('.')[^1] == "Task"
            where member?.Name.Identifier.Text == "ConfigureAwait" || (isTask && member?.Name.Identifier.Text == "Run")
            select $"{source.Path}:{SourceFile.LineOf(call.GetLocation())}: {member} leaves the turn";

        Expect.None(wrong);
    }

    [Fact]
    public void Logs_All_GoThroughGeneratedMethods()
    {
        var wrong =
            from source in Repository.ProductSources
            from call in source.Syntax.DescendantNodes().OfType<InvocationExpressionSyntax>()
            let member = call.Expression as MemberAccessExpressionSyntax
            where s_logMethods.Contains(member?.Name.Identifier.Text)
            select $"{source.Path}:{SourceFile.LineOf(call.GetLocation())}: {member} is no [LoggerMessage] method";

        Expect.None(wrong);
    }

    [Fact]
    public void LogMethods_All_StandInALogFile()
    {
        var wrong = LogMethods()
            .Where(found => !found.Source.Name.EndsWith(".Log.cs", StringComparison.Ordinal))
            .Select(found =>
                $"{found.Source.Path}:{SourceFile.LineOf(found.Attribute.GetLocation())}: not in a .Log.cs file");

        Expect.None(wrong);
    }

    [Fact]
    public void LogMethods_All_HaveEventIdsOfTheirOwn()
    {
        var events = LogMethods().Select(found => (
            Id: EventId(found.Attribute),
            At: $"{found.Source.Path}:{SourceFile.LineOf(found.Attribute.GetLocation())}")).ToArray();

        Assert.DoesNotContain(events, found => found.Id is null);
        Expect.None(events.GroupBy(found => found.Id).Where(same => same.Count() > 1)
            .Select(same => $"event {same.Key}: {string.Join(", ", same.Select(found => found.At))}"));
    }

    private static IEnumerable<(SourceFile Source, AttributeSyntax Attribute)> LogMethods() =>
        from source in Repository.ProductSources
        from attribute in source.Syntax.DescendantNodes().OfType<AttributeSyntax>()
        where attribute.Name.ToString() is "LoggerMessage" or "LoggerMessageAttribute"
        select (source, attribute);

    private static string? EventId(AttributeSyntax attribute) =>
        attribute.ArgumentList?.Arguments
            .Where((argument, place) => argument.NameEquals?.Name.Identifier.Text == "EventId"
                || (place == 0 && argument.NameEquals is null))
            .Select(argument => argument.Expression.ToString())
            .FirstOrDefault();
}
