using OrleansScaler.Architecture.Tests.Sources;
using OrleansScaler.Architecture.Tests.Tidiness;

namespace OrleansScaler.Architecture.Tests.Projects;

/// <summary>Sources are the same whichever packages there are: none of them names a way to build.</summary>
public sealed class BuildModeTests
{
    /// <summary>Put together here, so that this file does not find itself.</summary>
    private static readonly string[] s_names = ["com" + "pat", "nu" + "get", "Scaler" + "Packages"];

    [Fact]
    public void Sources_OfProductAndTests_NameNoBuildMode()
    {
        var wrong =
            from file in Repository.Files
            where Repository.RoomOf(file) != s_names[0]
            where file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".csproj", StringComparison.Ordinal)
            from line in Repository.Read(file).Split('\n').Index()
            from name in s_names
            where Words.Holds(line.Item, name, ignoreCase: true)
            select $"{file}:{line.Index + 1}: names {name}";

        Expect.None(wrong);
    }

    [Fact]
    public void Holds_PlainEnglish_IsNoName()
    {
        Assert.False(Words.Holds("com" + "patible with both", s_names[0], ignoreCase: true));
        Assert.True(Words.Holds("../Com" + "pat/Orleans", s_names[0], ignoreCase: true));
    }
}
