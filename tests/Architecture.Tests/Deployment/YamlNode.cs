namespace OrleansScaler.Architecture.Tests.Deployment;

/// <summary>A map, a list or a text; what is not there is an empty one.</summary>
internal sealed class YamlNode
{
    public Dictionary<string, YamlNode> Map { get; } = new(StringComparer.Ordinal);

    public List<YamlNode> Items { get; } = [];

    public string Text { get; init; } = "";

    public YamlNode this[string key] => Map.GetValueOrDefault(key) ?? new YamlNode();

    public bool IsThere => Map.Count + Items.Count + Text.Length > 0;

    public IEnumerable<string> Texts => Items.Select(item => item.Text);

    /// <summary>Every node below, this one included.</summary>
    public IEnumerable<YamlNode> All => Map.Values.Concat(Items).SelectMany(node => node.All).Prepend(this);

    /// <summary>Takes over what the other has and this one does not have yet.</summary>
    public void Merge(YamlNode other)
    {
        foreach (var (key, value) in other.Map)
        {
            Map.TryAdd(key, value);
        }
    }

    /// <summary>The node at the end of a path of keys.</summary>
    public YamlNode At(params string[] path) => path.Aggregate(this, (node, key) => node[key]);
}
