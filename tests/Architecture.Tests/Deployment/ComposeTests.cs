using System.Globalization;
using OrleansScaler.Architecture.Tests.Sources;

namespace OrleansScaler.Architecture.Tests.Deployment;

/// <summary>What every container of the compose files has to have.</summary>
public sealed class ComposeTests
{
    public static TheoryData<string> Paths => ["docker-compose.yml", "docker-compose.one.yml"];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Services_ThisTest_SeesThem(string path)
    {
        Assert.NotEmpty(ServicesOf(path));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Services_All_TellTheirHealthAndHaveTimeToStop(string path) => ExpectOfEach(path, service =>
        service.At("healthcheck", "test").IsThere
        && service["stop_grace_period"].IsThere
        && service["restart"].IsThere);

    [Theory]
    [MemberData(nameof(Paths))]
    public void Services_All_AreLimited(string path) => ExpectOfEach(path, service =>
        service.At("deploy", "resources", "limits", "cpus").IsThere
        && service.At("deploy", "resources", "limits", "memory").IsThere);

    [Theory]
    [MemberData(nameof(Paths))]
    public void Services_All_HaveNoRightsAndAReadOnlyRoot(string path) => ExpectOfEach(path, service =>
        service["read_only"].Text == "true"
        && service["cap_drop"].Texts.Contains("ALL")
        && service["security_opt"].Texts.Contains("no-new-privileges:true")
        && service["user"].Text.Split(':')[0] != "0"
        && (service["user"].IsThere || service["build"].IsThere));

    /// <summary>A floating tag is another program after every pull.</summary>
    [Theory]
    [MemberData(nameof(Paths))]
    public void Images_All_AreOfAVersion(string path) => ExpectOfEach(path, service =>
        service["image"].Text.TrimEnd('}').Split(':', '-')[^1] is { } tag && char.IsDigit(tag.TrimStart('v')[0]));

    [Theory]
    [MemberData(nameof(Paths))]
    public void Ports_All_AreOfLoopback(string path) => ExpectOfEach(path, service =>
        service["ports"].Texts.All(port => port.StartsWith("127.0.0.1:", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Paths))]
    public void Stop_OfServers_LeavesMoreThanTheirDrainTakes(string path) => ExpectOfEach(path, service =>
        !service["build"].IsThere
        || Seconds(service["stop_grace_period"].Text) > Seconds(service.At("environment", "Drain__Timeout").Text));

    [Fact]
    public void Servers_TheImageTheyRun_HasAUserWithoutRights()
    {
        var last = Repository.Read("deploy/Dockerfile").Split("FROM ")[^1];

        Assert.Contains("\nUSER 1654\n", last, StringComparison.Ordinal);
    }

    [Fact]
    public void Silos_OfTheCluster_AreThreeWithNamesOfTheirOwn()
    {
        var silos = ServicesOf("docker-compose.yml").Values
            .Where(service => service["build"].IsThere && !service.At("environment", "Cluster__Role").IsThere)
            .Select(service => service.At("environment", "Cluster__AdvertisedAddress").Text);

        Assert.Equal(["silo-1", "silo-2", "silo-3"], silos);
    }

    private static Dictionary<string, YamlNode> ServicesOf(string path) =>
        Assert.Single(YamlReader.ReadAll(Repository.Read(path)))["services"].Map;

    private static void ExpectOfEach(string path, Func<YamlNode, bool> rule) => Expect.None(
        ServicesOf(path).Where(service => !rule(service.Value)).Select(service => $"{path}: {service.Key}"));

    private static int Seconds(string text) => int.Parse(text.TrimEnd('s'), CultureInfo.InvariantCulture);
}
