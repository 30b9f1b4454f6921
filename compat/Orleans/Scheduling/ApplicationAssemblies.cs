using System.Reflection;

namespace Orleans.Scheduling;

/// <summary>The loaded assemblies that use this one, and what they refer to.</summary>
internal static class ApplicationAssemblies
{
    private static readonly string s_own = typeof(ApplicationAssemblies).Assembly.GetName().Name!;

    internal static IReadOnlyCollection<Assembly> Find()
    {
        var seen = new Dictionary<string, Assembly>(StringComparer.Ordinal);
        var open = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(static a => !a.IsDynamic));
        while (open.TryDequeue(out var assembly))
        {
            var name = assembly.GetName().Name!;
            if (IsPlatform(name) || !seen.TryAdd(name, assembly))
            {
                continue;
            }

            foreach (var reference in assembly.GetReferencedAssemblies())
            {
                if (!IsPlatform(reference.Name!)
                    && !seen.ContainsKey(reference.Name!)
                    && TryLoad(reference) is { } next)
                {
                    open.Enqueue(next);
                }
            }
        }

        return [.. seen.Values.Where(static a => a.GetReferencedAssemblies().Any(static r => r.Name == s_own))];
    }

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (IOException)
        {
            // A reference that was never deployed; whoever needs it will say so.
            return null;
        }
    }

    private static bool IsPlatform(string name) =>
        name is "mscorlib" or "netstandard" or "System"
        || name.StartsWith("System.", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.", StringComparison.Ordinal);
}
