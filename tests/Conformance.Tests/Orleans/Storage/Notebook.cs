using Orleans;

namespace OrleansScaler.Conformance.Tests.Orleans.Storage;

[GenerateSerializer, Alias("conformance.notebook")]
public sealed class Notebook
{
    [Id(0)]
    public List<string> Lines { get; set; } = [];
}
