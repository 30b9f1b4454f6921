using System.Xml.Linq;
using OrleansScaler.Architecture.Tests.Sources;

namespace OrleansScaler.Architecture.Tests.Projects;

/// <summary>What one project file asks for.</summary>
internal sealed class ProjectFile
{
    public ProjectFile(string path)
    {
        Path = path;
        var items = XDocument.Parse(Repository.Read(path)).Descendants().ToArray();
        References =
        [
            .. items.Where(item => item.Name.LocalName == "ProjectReference")
                .Select(item => System.IO.Path.GetFileNameWithoutExtension(Include(item).Replace('\\', '/'))),
        ];
        Packages =
        [
            .. items.Where(item => item.Name.LocalName == "PackageReference").Select(item => new PackageUse(
                Include(item), NamesVersion(item), item.Attribute("PrivateAssets")?.Value == "all")),
        ];
        Frameworks =
        [
            .. items.Where(item => item.Name.LocalName == "FrameworkReference").Select(Include),
        ];
    }

    /// <summary>From the root, with forward slashes.</summary>
    public string Path { get; }

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public IReadOnlyList<string> References { get; }

    public IReadOnlyList<PackageUse> Packages { get; }

    public IReadOnlyList<string> Frameworks { get; }

    public static ProjectFile OfRoom(string room) => new($"{room}/{room}.csproj");

    private static bool NamesVersion(XElement item) =>
        item.Attributes().Select(attribute => attribute.Name.LocalName)
            .Concat(item.Elements().Select(child => child.Name.LocalName))
            .Any(name => name.StartsWith("Version", StringComparison.Ordinal));

    private static string Include(XElement item) => item.Attribute("Include")?.Value ?? "";
}
