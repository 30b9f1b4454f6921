namespace OrleansScaler.Architecture.Tests.Projects;

/// <summary>Who may reference whom: the table of the design.</summary>
internal static class ReferenceTable
{
    /// <summary>Rooms that a room may reference.</summary>
    public static IReadOnlyDictionary<string, string[]> Rooms { get; } = new Dictionary<string, string[]>
    {
        ["Scheduling"] = [],
        ["Contracts"] = ["Scheduling"],
        ["Protos"] = [],
        ["Platforms"] = ["Scheduling", "Protos"],
        ["Grains"] = ["Scheduling", "Contracts", "Platforms"],
        ["Gateway"] = ["Contracts", "Protos"],
        ["Simulation"] = ["Scheduling", "Platforms", "Protos"],
        ["Silo"] = ["Grains", "Gateway", "Contracts", "Platforms", "Simulation"],
        ["Cli"] = ["Simulation", "Protos"],
    };

    /// <summary>Starts of package ids that a room may use.</summary>
    public static IReadOnlyDictionary<string, string[]> Packages { get; } = new Dictionary<string, string[]>
    {
        ["Scheduling"] = [],
        ["Contracts"] = ["Microsoft.Orleans.Sdk"],
        ["Protos"] = ["Google.Protobuf", "Grpc.Core.Api"],
        ["Platforms"] = ["Grpc.Net.Client", "Microsoft.Extensions."],
        ["Grains"] = ["Microsoft.Orleans.", "Microsoft.Extensions."],
        ["Gateway"] = ["Grpc.AspNetCore", "Microsoft.Orleans.Client", "Microsoft.Extensions."],
        ["Simulation"] = ["Grpc.", "Microsoft.Extensions."],
        ["Silo"] = ["Grpc.AspNetCore", "Microsoft.Orleans.", "Microsoft.Extensions.", "Npgsql", "OpenTelemetry"],
        ["Cli"] = ["Grpc.", "Microsoft.Extensions.", "Spectre.Console", "System.CommandLine"],
    };

    /// <summary>Packages that any room may use while it builds.</summary>
    public static IReadOnlyList<string> BuildOnly { get; } =
    [
        "Grpc.Tools", "Microsoft.CodeAnalysis.BannedApiAnalyzers",
    ];

    /// <summary>Rooms that know nothing of the actor runtime.</summary>
    public static IReadOnlyList<string> WithoutActors { get; } =
    [
        "Cli", "Platforms", "Protos", "Scheduling", "Simulation",
    ];

    /// <summary>Rooms that a room's sources may name: those it references, and Scheduling for its values.</summary>
    public static IEnumerable<string> NamesFor(string room) =>
        room == "Protos" ? [room] : [room, "Scheduling", .. Rooms[room]];
}
