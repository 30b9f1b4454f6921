using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.Names;
using OrleansScaler.Scheduling.Policies.Prewarm;
using OrleansScaler.Scheduling.Policies.ScaleUp;
using OrleansScaler.Scheduling.Policies.Selection;

namespace OrleansScaler.Scheduling.Policies;

/// <summary>
/// What can be named on the command line and in configuration. A name is a whole set (<c>pool</c>), a part alone
/// (<c>fixed:600s</c>), or parts put together (<c>keepalive=fixed:60s+scaleup=patience:1s+prewarm=none</c>, and
/// <c>selection=idle-first</c>). Parts left out are <c>break-even</c>, <c>per-request</c>, no prewarm and
/// <c>fill-first</c>. A new policy is one line below <c>Names</c>.
/// </summary>
public static class PolicyNames
{
    /// <summary>The 2023 entry's v0.1: a slot per request, destroyed on Idle.</summary>
    public const string Direct = "direct";

    /// <summary>The 2023 entry's v1.0: patience for a returned slot, one keep-alive for all.</summary>
    public const string Pool = "pool";

    /// <summary>Every name that stands alone, with what it takes after a colon, in alphabetical order.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        .. Usages(SetNames.All)
            .Concat(Usages(KeepAliveNames.All))
            .Concat(Usages(ScaleUpNames.All))
            .Concat(Usages(PrewarmNames.All))
            .Concat(Usages(SelectionNames.All))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>
    /// Every name once more, with usual figures where it needs any: what "all policies" means. Parts that alone are the
    /// default set are left out.
    /// </summary>
    public static IReadOnlyList<string> Usual { get; } =
    [
        .. UsualOf(SetNames.All)
            .Concat(UsualOf(KeepAliveNames.All))
            .Concat(UsualOf(ScaleUpNames.All))
            .Concat(UsualOf(PrewarmNames.All))
            .Distinct(),
    ];

    /// <summary>Makes the set that the options name.</summary>
    public static PolicyLookup Find(PolicyOptions options) => Find(options.Name, options);

    /// <summary>Makes a set from its name.</summary>
    /// <param name="name">As above.</param>
    /// <param name="figures">The figures that sets take where the name gives none.</param>
    /// <returns>The set under exactly that name; or what is wrong with it, known names nearest first.</returns>
    public static PolicyLookup Find(string name, PolicyOptions figures)
    {
        if (name.Contains('=', StringComparison.Ordinal))
        {
            return FromParts(name, figures);
        }

        // A published whole goes before a part of the same name.
        var text = new PolicyText(name, name);
        var set = Default(name, figures);
        return Lookup(SetNames.All, text, figures, made => made)
            ?? Lookup(KeepAliveNames.All, text, figures, made => Put(set, made))
            ?? Lookup(ScaleUpNames.All, text, figures, made => Put(set, made))
            ?? Lookup(PrewarmNames.All, text, figures, made => Put(set, made))
            ?? Lookup(SelectionNames.All, text, figures, made => Put(set, made))
            ?? PolicyLookup.Unknown(name, Known);
    }

    /// <summary>What stands in for parts that a name leaves out: what loses least whatever comes.</summary>
    private static PolicySet Default(string name, PolicyOptions figures) =>
        new(name, new BreakEvenKeepAlive(figures.ColdValue, figures.IdlePrice), new PerRequestScaleUp());

    private static PolicyLookup FromParts(string name, PolicyOptions figures)
    {
        var set = Default(name, figures);
        foreach (var part in name.Split('+'))
        {
            var text = new PolicyText(name, part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            var kind = part[..Math.Max(0, part.IndexOf('=', StringComparison.Ordinal))];
            var before = set;
            var found = kind switch
            {
                "keepalive" => Part(KeepAliveNames.All, text, figures, made => Put(before, made)),
                "scaleup" => Part(ScaleUpNames.All, text, figures, made => Put(before, made)),
                "prewarm" => Part(PrewarmNames.All, text, figures, made => Put(before, made)),
                "selection" => Part(SelectionNames.All, text, figures, made => Put(before, made)),
                _ => new PolicyLookup(
                    null,
                    $"'{part}' in '{name}' is no part; "
                    + "write keepalive=NAME+scaleup=NAME+prewarm=NAME+selection=NAME."),
            };
            if (found.Set is null)
            {
                return found;
            }

            set = found.Set;
        }

        return new PolicyLookup(Join(set), null);
    }

    /// <summary>A keep-alive and a prewarm that are two parts of one rule become one object with one record.</summary>
    private static PolicySet Join(PolicySet set) =>
        set.Prewarm is IKeepAlivePolicy whole && set.KeepAlive is IPrewarmPolicy && whole.Name == set.KeepAlive.Name
            ? set with { KeepAlive = whole }
            : set;

    private static PolicySet Put(PolicySet set, IKeepAlivePolicy part) =>
        Hearing(set with { KeepAlive = part, BudgetMegabytes = part.BudgetMegabytes });

    private static PolicySet Put(PolicySet set, IScaleUpPolicy part) => set with { ScaleUp = part };

    private static PolicySet Put(PolicySet set, IPrewarmPolicy part) => Hearing(set with { Prewarm = part });

    private static PolicySet Put(PolicySet set, ISelectionPolicy part) => set with { Selection = part };

    private static PolicySet Hearing(PolicySet set) =>
        set with { HearsCompanions = set.KeepAlive is LockStepKeepAlive || set.Prewarm is CompanionPrewarm };

    private static PolicyLookup Part<T>(
        NamedPart<T>[] parts, PolicyText text, PolicyOptions figures, Func<T, PolicySet> put)
        where T : class =>
        Lookup(parts, text, figures, put) ?? PolicyLookup.Unknown(text.Name, [.. Usages(parts)]);

    private static PolicyLookup? Lookup<T>(
        NamedPart<T>[] parts, PolicyText text, PolicyOptions figures, Func<T, PolicySet> put)
        where T : class => Array.Find(parts, part => part.Name == text.Name)?.Lookup(text, figures, put);

    private static IEnumerable<string> UsualOf<T>(NamedPart<T>[] parts)
        where T : class => parts.SelectMany(part => part.Examples);

    private static IEnumerable<string> Usages<T>(NamedPart<T>[] parts)
        where T : class => parts.Select(part => part.Usage);
}
