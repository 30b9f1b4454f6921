namespace OrleansScaler.Architecture.Tests.Sources;

/// <summary>A place where a rule does not hold.</summary>
/// <param name="Rule">The rule's short name.</param>
/// <param name="Path">The file, from the root.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Member">What in the file; empty when it is the file as a whole. Stays while lines move.</param>
/// <param name="Size">How much.</param>
/// <param name="Bound">How much may be.</param>
internal sealed record Finding(string Rule, string Path, int Line, string Member, int Size, int Bound)
{
    /// <summary>What an exception for it is filed under.</summary>
    public string Key => $"{Rule} {Path} {(Member.Length == 0 ? "-" : Member)}";

    public override string ToString() => $"{Path}:{Line}: {Rule} {Member}: {Size} > {Bound}".Replace(" :", ":");
}
