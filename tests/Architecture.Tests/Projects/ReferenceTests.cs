using Microsoft.CodeAnalysis.CSharp.Syntax;
using OrleansScaler.Architecture.Tests.Sources;

namespace OrleansScaler.Architecture.Tests.Projects;

public sealed class ReferenceTests
{
    public static TheoryData<string> Rooms => [.. Repository.Rooms];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void References_OfARoom_PointWhereTheTableSays(string room)
    {
        var project = ProjectFile.OfRoom(room);

        var wrong = project.References.Except(ReferenceTable.Rooms[room])
            .Select(name => $"{project.Path}: {room} may not reference {name}");

        Expect.None(wrong);
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Packages_OfARoom_AreThoseOfItsConcern(string room)
    {
        var project = ProjectFile.OfRoom(room);

        var wrong = project.Packages
            .Where(package => ReferenceTable.BuildOnly.Contains(package.Id)
                ? !package.IsPrivate
                : !ReferenceTable.Packages[room].Any(start => package.Id.StartsWith(start, StringComparison.Ordinal)))
            .Select(package => $"{project.Path}: {room} may not use {package.Id} (private: {package.IsPrivate})");

        Expect.None(wrong);
    }

    [Theory]
    [InlineData("Scheduling")]
    [InlineData("Contracts")]
    [InlineData("Protos")]
    [InlineData("Grains")]
    public void Frameworks_OfARoomWithoutAHost_AreNone(string room)
    {
        Expect.None(ProjectFile.OfRoom(room).Frameworks);
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Usings_OfARoom_NameRoomsOfTheTable(string room)
    {
        var wrong =
            from source in Repository.ProductSources
            where Repository.RoomOf(source.Path) == room
            from used in source.Syntax.DescendantNodes().OfType<UsingDirectiveSyntax>()
            let parts = (used.NamespaceOrType?.ToString() ?? "").Split('.')
            where parts[0] == "OrleansScaler" && parts.Length > 1
            where !ReferenceTable.NamesFor(room).Contains(parts[1])
            select $"{source.Path}:{SourceFile.LineOf(used.GetLocation())}: {room} may not use {used.NamespaceOrType}";

        Expect.None(wrong);
    }

    [Fact]
    public void Usings_OfARoomWithoutActors_DoNotNameTheRuntime()
    {
        var wrong =
            from source in Repository.ProductSources
            where ReferenceTable.WithoutActors.Contains(Repository.RoomOf(source.Path))
            from used in source.Syntax.DescendantNodes().OfType<UsingDirectiveSyntax>()
            where (used.NamespaceOrType?.ToString() ?? "").Split('.')[0] == "Orleans"
            select $"{source.Path}:{SourceFile.LineOf(used.GetLocation())}: names {used.NamespaceOrType}";

        Expect.None(wrong);
    }
}
