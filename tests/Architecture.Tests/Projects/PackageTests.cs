using System.Xml.Linq;
using OrleansScaler.Architecture.Tests.Sources;

namespace OrleansScaler.Architecture.Tests.Projects;

public sealed class PackageTests
{
    private static readonly XElement[] s_versions =
    [
        .. XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants()
            .Where(item => item.Name.LocalName == "PackageVersion"),
    ];

    [Fact]
    public void Packages_OfEveryProject_NameNoVersionOfTheirOwn()
    {
        var wrong =
            from path in Repository.Projects
            from package in new ProjectFile(path).Packages
            where package.NamesVersion
            select $"{path}: {package.Id} names a version";

        Expect.None(wrong);
    }

    [Fact]
    public void Packages_OfEveryProject_ArePinnedInOnePlace()
    {
        var pinned = s_versions.Select(item => item.Attribute("Include")?.Value).ToHashSet();

        var wrong =
            from path in Repository.Projects
            from package in new ProjectFile(path).Packages
            where !pinned.Contains(package.Id)
            select $"{path}: {package.Id} is not pinned";

        Expect.None(wrong);
    }

    [Fact]
    public void Versions_All_AreExact()
    {
        var wrong = s_versions
            .Select(item => (Id: item.Attribute("Include")?.Value, Version: item.Attribute("Version")?.Value ?? ""))
            .Where(pin => pin.Version.Length == 0 || pin.Version.IndexOfAny(['*', '[', '(', ',']) >= 0)
            .Where(pin => !pin.Version.StartsWith("$(", StringComparison.Ordinal))
            .Select(pin => $"Directory.Packages.props: {pin.Id} floats: '{pin.Version}'");

        Expect.None(wrong);
    }

    [Fact]
    public void Solution_Projects_AreThoseOfTheRooms()
    {
        var listed = Repository.Read("OrleansScaler.sln").Split('"')
            .Where(part => part.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(part => part.Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

        var written = Repository.Projects
            .Where(path => Repository.Rooms.Append("tests").Contains(Repository.RoomOf(path)));

        Assert.Equal(written, listed);
    }
}
