using System.Reflection;
using OrleansScaler.Architecture.Tests.Sources;

namespace OrleansScaler.Architecture.Tests.Contracts;

/// <summary>
/// What the runtime's own analyzers ask of contracts, and more: they speak in one way of building only, and a mutable
/// argument is copied on each call.
/// </summary>
public sealed class ContractTests
{
    [Fact]
    public void Contracts_ThisTest_SeesThem()
    {
        Assert.NotEmpty(ContractShape.Grains);
        Assert.NotEmpty(ContractShape.Carried);
    }

    [Fact]
    public void Types_Carried_AreOfTheContractsAndCanBeSerialized()
    {
        var wrong = ContractShape.Carried
            .Except(ContractShape.Converted)
            .Where(type => type.Assembly != ContractShape.Assembly || !ContractShape.Has(type, "GenerateSerializer"))
            .Select(type => $"{type} crosses a grain call without [GenerateSerializer]");

        Expect.None(wrong);
    }

    [Theory]
    [InlineData("Immutable")]
    [InlineData("Alias")]
    public void Types_Serialized_CarryTheAttribute(string attribute)
    {
        var wrong = Serialized.Where(type => !ContractShape.Has(type, attribute))
            .Select(type => $"{type} has no [{attribute}]");

        Expect.None(wrong);
    }

    [Fact]
    public void Members_OfSerializedTypes_HaveIdsOfTheirOwn()
    {
        var wrong = new List<string>();
        foreach (var type in Serialized)
        {
            var members = ContractShape.MembersOf(type).ToArray();
            wrong.AddRange(members.Where(member => !ContractShape.Has(member, "Id"))
                .Select(member => $"{type}.{member.Name} has no [Id]"));
            wrong.AddRange(members.Where(member => ContractShape.Has(member, "Id"))
                .GroupBy(member => ContractShape.ValueOf(member, "Id"))
                .Where(same => same.Count() > 1)
                .Select(same => $"{type}: [Id({same.Key})] names {string.Join(", ", same.Select(m => m.Name))}"));
        }

        Expect.None(wrong);
    }

    [Fact]
    public void Members_OfSerializedTypes_DoNotChange()
    {
        var wrong =
            from type in Serialized
            from member in ContractShape.MembersOf(type)
            where ContractShape.CanChange(member)
            select $"{type}.{member.Name} can be changed: init-only is enough";

        Expect.None(wrong);
    }

    [Fact]
    public void Grains_AndTheirMethods_HaveAliases()
    {
        var wrong = ContractShape.Grains.Concat<MemberInfo>(ContractShape.Methods)
            .Where(member => !ContractShape.Has(member, "Alias"))
            .Select(member => $"{member.DeclaringType}{member.Name} has no [Alias]");

        Expect.None(wrong);
    }

    [Fact]
    public void Aliases_OfTypes_AreUnique()
    {
        var wrong = ContractShape.Assembly.GetTypes()
            .Where(type => ContractShape.Has(type, "Alias"))
            .GroupBy(type => ContractShape.ValueOf(type, "Alias"))
            .Where(same => same.Count() > 1)
            .Select(same => $"'{same.Key}' names {string.Join(" and ", same)}");

        Expect.None(wrong);
    }

    [Fact]
    public void Aliases_OfAGrainsMethods_AreUnique()
    {
        var wrong =
            from grain in ContractShape.Grains
            from same in grain.GetMethods().GroupBy(method => ContractShape.ValueOf(method, "Alias"))
            where same.Count() > 1
            select $"{grain}: '{same.Key}' names {same.Count()} methods";

        Expect.None(wrong);
    }

    [Fact]
    public void Methods_OfGrains_AnswerAsynchronously()
    {
        var wrong = ContractShape.Methods
            .Where(method => !method.ReturnType.Name.StartsWith("Task", StringComparison.Ordinal)
                && !method.ReturnType.Name.StartsWith("ValueTask", StringComparison.Ordinal))
            .Select(method => $"{method.DeclaringType}.{method.Name} returns {method.ReturnType}");

        Expect.None(wrong);
    }

    private static IEnumerable<Type> Serialized =>
        ContractShape.Assembly.GetTypes().Where(type => ContractShape.Has(type, "GenerateSerializer") && !type.IsEnum);
}
