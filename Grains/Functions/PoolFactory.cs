using System.Globalization;
using OrleansScaler.Contracts.Functions;
using OrleansScaler.Grains.Budgets;
using OrleansScaler.Scheduling.Functions;
using OrleansScaler.Scheduling.Learning;
using OrleansScaler.Scheduling.Policies.Rules;
using OrleansScaler.Scheduling.Pools;
using OrleansScaler.Scheduling.Spares;

namespace OrleansScaler.Grains.Functions;

/// <summary>Makes the pool of a function from configuration.</summary>
/// <param name="pools">Bounds and times.</param>
/// <param name="policies">What decides for which function.</param>
/// <param name="companions">Who tells functions that others were called which they tend to come with.</param>
/// <param name="learning">How carefully to learn from runs; the defaults where not given.</param>
/// <param name="hot">When a function gets several pools; the defaults where not given.</param>
public sealed class PoolFactory(
    PoolOptions pools,
    PolicyBook policies,
    SiloCompanions companions,
    LearningOptions? learning = null,
    HotFunctionOptions? hot = null)
{
    /// <summary>Tells spares from slots of functions where their ids are read.</summary>
    private const string SparesPrefix = "spares";

    private readonly PoolOptions _furtherPools = pools.WithoutStandingSlots();
    private readonly HotFunctionOptions _hot = hot ?? new HotFunctionOptions();
    private readonly LearningOptions _learning = learning ?? new LearningOptions();

    // Slot ids must not repeat after a restart: the platform would take a new create for an old one.
    private readonly string _incarnation = Guid.NewGuid().ToString("N")[..12];
    private int _pools;

    /// <summary>Name of the policy set that decides for a function of which nothing is known.</summary>
    public string PolicyName => policies.Default.Name;

    internal SiloCompanions Companions => companions;

    /// <summary>Gives a function that was declared anew the policies of its rule, where that is another now.</summary>
    /// <param name="pool">The function's pool, which knows of the new declaration.</param>
    /// <param name="before">The function as it was declared before.</param>
    /// <param name="now">The time.</param>
    /// <param name="commands">Gets what has to be done.</param>
    internal void Reassign(SlotPool pool, FunctionSpec before, DateTimeOffset now, List<PoolCommand> commands)
    {
        // Not compared with what decides now: a policy changed at run time stays while the rule does.
        var set = policies.For(pool.Function);
        if (!ReferenceEquals(set, policies.For(before)))
        {
            pool.UsePolicies(set, now, commands);
        }
    }

    /// <summary>The memory budget over all pools; null where the policies know none.</summary>
    internal SiloBudget? Budget { get; } =
        policies.BudgetMegabytes is { } megabytes ? new SiloBudget(megabytes) : null;

    /// <summary>An empty pool.</summary>
    /// <param name="function">The function.</param>
    /// <param name="board">Where it notes how its slots are used; null for nowhere.</param>
    /// <param name="part">Which of the function's pools it is.</param>
    public SlotPool Create(FunctionSpec function, ISlotUseBoard? board = null, int part = 0)
    {
        var prefix = $"{FunctionParts.PrefixOf(part)}{_incarnation}-{NextNumber()}";
        return new SlotPool(function, policies.For(function), part == 0 ? pools : _furtherPools, prefix)
        {
            Board = board,
            Parts = FunctionParts.FewestWith(part),
        };
    }

    /// <summary>What decides how many pools a function has.</summary>
    internal HotParts CreateParts() => new(_hot);

    /// <summary>What is known of a function before its first run.</summary>
    internal FunctionLearning CreateLearning(double megabytes) => new(_learning, megabytes);

    /// <summary>An empty pool of spares; null where no policies want any.</summary>
    internal SparePool? CreateSpares(double megabytes) => policies.Spares is { } spares
        ? new SparePool(megabytes, spares, pools, $"{_incarnation}-{SparesPrefix}{NextNumber()}")
        : null;

    /// <summary>How long to wait after a destroy failed for the n-th time.</summary>
    internal TimeSpan PauseBeforeDestroy(int failures) =>
        Backoff.After(failures, pools.BackoffBase, pools.DestroyBackoffMaximum);

    private string NextNumber() => Interlocked.Increment(ref _pools).ToString(CultureInfo.InvariantCulture);
}
