using System.Globalization;
using OrleansScaler.Architecture.Tests.Sources;

namespace OrleansScaler.Architecture.Tests.Deployment;

/// <summary>What every pod of the manifests has to have.</summary>
public sealed class KubernetesTests
{
    private const string Folder = "deploy/kubernetes/";

    private static readonly YamlNode[] s_objects =
    [
        .. Repository.Files.Where(file => file.StartsWith(Folder, StringComparison.Ordinal))
            .Where(file => file.EndsWith(".yaml", StringComparison.Ordinal))
            .SelectMany(file => YamlReader.ReadAll(Repository.Read(file))),
    ];

    private static readonly YamlNode[] s_workloads =
        [.. s_objects.Where(found => found["kind"].Text is "StatefulSet" or "Deployment")];

    [Fact]
    public void Workloads_AreSilosAndGateways()
    {
        Assert.Equal(["gateway", "silo"], s_workloads.Select(NameOf).Order());
    }

    [Fact]
    public void Files_All_AreInTheKustomization()
    {
        var listed = YamlReader.ReadAll(Repository.Read(Folder + "kustomization.yaml"))[0]["resources"].Texts.Order();

        var written = Repository.Files.Where(file => file.StartsWith(Folder, StringComparison.Ordinal))
            .Select(file => file[Folder.Length..])
            .Where(file => file != "kustomization.yaml")
            .Order();
        Assert.Equal(written, listed);
    }

    [Fact]
    public void Pods_All_AreProbedAndLimited() => ExpectOfEachContainer(container =>
        container["startupProbe"].IsThere
        && container.At("livenessProbe", "httpGet", "path").Text == "/healthz"
        && container.At("readinessProbe", "httpGet", "path").Text == "/readyz"
        && container.At("resources", "requests", "cpu").IsThere
        && container.At("resources", "requests", "memory").IsThere
        && container.At("resources", "limits", "memory").IsThere);

    [Fact]
    public void Pods_All_HaveNoRightsAndAReadOnlyRoot() => ExpectOfEachContainer(container =>
        container.At("securityContext", "readOnlyRootFilesystem").Text == "true"
        && container.At("securityContext", "allowPrivilegeEscalation").Text == "false"
        && container.At("securityContext", "capabilities", "drop").Texts.Contains("ALL"));

    [Fact]
    public void Pods_All_RunAsAUserWithoutRightsAndWithoutAToken() => Expect.None(s_workloads
        .Where(found => PodOf(found).At("securityContext", "runAsNonRoot").Text != "true"
            || PodOf(found)["automountServiceAccountToken"].Text != "false")
        .Select(NameOf));

    [Fact]
    public void End_OfPods_LeavesMoreThanTheirDrainTakes()
    {
        var configuration = s_objects.Single(found => found["kind"].Text == "ConfigMap");
        var drain = Number(configuration.At("data", "Drain__Timeout").Text.TrimEnd('s'));

        Assert.All(s_workloads, found =>
            Assert.True(Number(PodOf(found)["terminationGracePeriodSeconds"].Text) > drain, NameOf(found)));
    }

    [Theory]
    [InlineData("PodDisruptionBudget")]
    [InlineData("NetworkPolicy")]
    public void Workloads_All_HaveTheirOwn(string kind)
    {
        var names = s_objects.Where(found => found["kind"].Text == kind).Select(NameOf).Order();

        Assert.Equal(s_workloads.Select(NameOf).Order(), names);
    }

    /// <summary>A password in a file of the repository is a password of everybody.</summary>
    [Fact]
    public void Secrets_None_AreWrittenDown()
    {
        var written = s_objects.SelectMany(found => found.All)
            .SelectMany(node => node.Map)
            .Where(entry => entry.Key == "Cluster__ConnectionString" || entry.Value.Text == "Secret");

        Assert.Empty(written);
    }

    private static void ExpectOfEachContainer(Func<YamlNode, bool> rule) => Expect.None(
        from found in s_workloads
        from container in PodOf(found)["containers"].Items
        where !rule(container)
        select $"{NameOf(found)}: {container["name"].Text}");

    private static YamlNode PodOf(YamlNode workload) => workload.At("spec", "template", "spec");

    private static string NameOf(YamlNode found) => found.At("metadata", "name").Text;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
