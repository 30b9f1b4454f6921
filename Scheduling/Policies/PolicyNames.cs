using OrleansScaler.Scheduling.Policies.KeepAlive;
using OrleansScaler.Scheduling.Policies.Names;
using OrleansScaler.Scheduling.Policies.ScaleUp;

namespace OrleansScaler.Scheduling.Policies;

/// <summary>
/// What can be named on the command line and in configuration. A name is a whole set (<c>pool</c>), a keep-alive alone
/// (<c>fixed:600s</c>, which then runs with <c>per-request</c>), or parts put together
/// (<c>keepalive=fixed:60s+scaleup=patience:1s</c>). A new policy is one line here.
/// </summary>
public static class PolicyNames
{
    /// <summary>The 2023 entry's v0.1: a slot per request, destroyed on Idle.</summary>
    public const string Direct = "direct";

    /// <summary>The 2023 entry's v1.0: patience for a returned slot, one keep-alive for all.</summary>
    public const string Pool = "pool";

    private static readonly NamedPart<IKeepAlivePolicy>[] s_keepAlives =
    [
        new("fixed", "DURATION", (text, _) => text.Duration() is { } keep
            ? new FixedKeepAlive(keep, TimeSpan.Zero)
            : null),
        new("break-even", null, (_, figures) => new BreakEvenKeepAlive(figures.ColdValue, figures.IdlePrice)),
    ];

    private static readonly NamedPart<IScaleUpPolicy>[] s_scaleUps =
    [
        new("per-request", null, (_, _) => new PerRequestScaleUp()),
        new("patience", "DURATION", (text, _) => text.Duration() is { } patience
            ? new PatienceScaleUp(patience)
            : null),
    ];

    private static readonly NamedPart<PolicySet>[] s_sets =
    [
        new(Direct, null, (text, _) => DirectSet(text.Whole)),
        new("talk-v0.1", null, (text, _) => DirectSet(text.Whole)),
        new(Pool, null, (text, figures) => PoolSet(text.Whole, figures)),
        new("talk-v1.0", null, (text, figures) => PoolSet(text.Whole, figures)),
    ];

    /// <summary>Every name that stands alone, with what it takes after a colon, in alphabetical order.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        .. s_sets.Select(set => set.Usage)
            .Concat(s_keepAlives.Select(part => part.Usage))
            .Order(StringComparer.Ordinal),
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

        var text = new PolicyText(name, name);
        if (Named(s_sets, text) is { } set)
        {
            return set.Lookup(text, figures, made => made);
        }

        return Named(s_keepAlives, text) is { } keepAlive
            ? keepAlive.Lookup(text, figures, made => new PolicySet(name, made, new PerRequestScaleUp()))
            : PolicyLookup.Unknown(name, Known);
    }

    private static PolicyLookup FromParts(string name, PolicyOptions figures)
    {
        var set = new PolicySet(name, new FixedKeepAlive(TimeSpan.Zero, TimeSpan.Zero), new PerRequestScaleUp());
        foreach (var part in name.Split('+'))
        {
            var text = new PolicyText(name, part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            var kind = part[..Math.Max(0, part.IndexOf('=', StringComparison.Ordinal))];
            var before = set;
            var found = kind switch
            {
                "keepalive" => Part(s_keepAlives, text, figures, made => before with { KeepAlive = made }),
                "scaleup" => Part(s_scaleUps, text, figures, made => before with { ScaleUp = made }),
                _ => new PolicyLookup(
                    null, $"'{part}' in '{name}' is no part; write keepalive=NAME+scaleup=NAME."),
            };
            if (found.Set is null)
            {
                return found;
            }

            set = found.Set;
        }

        return new PolicyLookup(set, null);
    }

    private static PolicyLookup Part<T>(
        NamedPart<T>[] parts, PolicyText text, PolicyOptions figures, Func<T, PolicySet> put)
        where T : class =>
        Named(parts, text) is { } part
            ? part.Lookup(text, figures, put)
            : PolicyLookup.Unknown(text.Name, [.. parts.Select(known => known.Usage)]);

    private static NamedPart<T>? Named<T>(NamedPart<T>[] parts, PolicyText text)
        where T : class => Array.Find(parts, part => part.Name == text.Name);

    private static PolicySet DirectSet(string name) =>
        new(name, new FixedKeepAlive(TimeSpan.Zero, TimeSpan.Zero), new PerRequestScaleUp());

    private static PolicySet PoolSet(string name, PolicyOptions figures) => new(
        name, new FixedKeepAlive(figures.KeepAlive, figures.ReclaimEvery), new PatienceScaleUp(figures.Patience));
}
