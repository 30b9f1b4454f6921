using System.Text.Json.Nodes;

namespace OrleansScaler.EndToEnd.Tests.Files;

/// <summary>A folder of one test, gone with it.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scaler-e2e-");

    public string Path => _folder.FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public JsonObject ReadJson(string name) => JsonNode.Parse(System.IO.File.ReadAllText(File(name)))!.AsObject();

    public void Dispose() => _folder.Delete(recursive: true);
}
