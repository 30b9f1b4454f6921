using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OrleansScaler.Architecture.Tests.Sources;

/// <summary>One C# file.</summary>
/// <param name="path">From the root, with forward slashes.</param>
internal sealed class SourceFile(string path)
{
    private readonly Lazy<string> _text = new(() => Repository.Read(path));
    private readonly Lazy<SyntaxNode> _syntax = new(() => CSharpSyntaxTree.ParseText(Repository.Read(path)).GetRoot());

    public string Path { get; } = path;

    public string Name => System.IO.Path.GetFileName(Path);

    public string Text => _text.Value;

    public IReadOnlyList<string> Lines => Text.TrimEnd('\n').Split('\n');

    public SyntaxNode Syntax => _syntax.Value;

    /// <summary>The line of a node or token, counted from 1.</summary>
    public static int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;

    public override string ToString() => Path;
}
