namespace OrleansScaler.Cluster.Tests.Databases;

/// <summary>Where PostgreSQL's programs are on this machine: on the path, or where its packages put them.</summary>
internal static class PostgresPrograms
{
    private const string Installed = "/usr/lib/postgresql";

    public static string Find(string program) =>
        Candidates(program).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"{program} of PostgreSQL is not on this machine; these tests need it.");

    private static IEnumerable<string> Candidates(string program)
    {
        var installed = Directory.Exists(Installed)
            ? Directory.GetDirectories(Installed).OrderByDescending(version => version, StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        return installed.Select(version => Path.Combine(version, "bin", program))
            .Concat(path.Select(folder => Path.Combine(folder, program)));
    }
}
