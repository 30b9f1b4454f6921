using Microsoft.CodeAnalysis.CSharp.Syntax;
using OrleansScaler.Architecture.Tests.Sources;

namespace OrleansScaler.Architecture.Tests.Habits;

/// <summary>
/// The machine's clock may be set by an hour while a server serves: its time of day is for the wire and for the start.
/// </summary>
public sealed class ClockTests
{
    private static readonly string[] s_rooms = ["Grains", "Gateway", "Platforms", "Silo"];

    /// <summary>Deadlines of gRPC calls are instants of the machine's clock.</summary>
    private static readonly string[] s_wire = ["Gateway/Calls/Patience.cs", "Platforms/Grpc/RetryingCall.cs"];

    [Fact]
    public void TimeOfDay_OfTheMachine_IsReadForTheWireOnly()
    {
        var wrong = Reads("DateTime.UtcNow", "DateTime.Now", "DateTimeOffset.UtcNow", "DateTimeOffset.Now")
            .Where(found => !s_wire.Contains(found.Source.Path))
            .Select(found => $"{found.At}: {found.Read} is set by others; take the TimeProvider's");

        Expect.None(wrong);
    }

    [Fact]
    public void SystemClock_OfAServer_IsWrapped()
    {
        var wrong = Reads("TimeProvider.System")
            .Where(found => found.Read.Parent?.Parent?.Parent is not ObjectCreationExpressionSyntax made
                || made.Type.ToString() != "RunningTime")
            .Select(found => $"{found.At}: {found.Read} tells a time of day that is set; wrap it in a RunningTime");

        Expect.None(wrong);
    }

    private static IEnumerable<(SourceFile Source, string At, MemberAccessExpressionSyntax Read)> Reads(
        params string[] members) =>
        from source in Repository.ProductSources
        where s_rooms.Contains(Repository.RoomOf(source.Path))
        from read in source.Syntax.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        where members.Contains(read.ToString())
        select (source, $"{source.Path}:{SourceFile.LineOf(read.GetLocation())}", read);
}
