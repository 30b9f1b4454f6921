using System.ComponentModel.DataAnnotations;

namespace OrleansScaler.Grains.Ledgers;

/// <summary>Where it is kept which slots there are, and how patiently. Section <c>Ledger</c>.</summary>
public sealed class LedgerOptions
{
    /// <summary>
    /// <see cref="None"/> with the embedded platform, whose slots die with the process; otherwise file.
    /// </summary>
    public const string Auto = "auto";

    /// <summary>Nowhere: slots are given back when the server stops, and leak when it is killed.</summary>
    public const string None = "none";

    /// <summary>In a folder of this machine, for one server.</summary>
    public const string File = "file";

    /// <summary>In PostgreSQL.</summary>
    public const string Postgres = "postgres";

    /// <summary>In Redis.</summary>
    public const string Redis = "redis";

    /// <summary>What happens to slots at a stop: they stay, and the next owner goes on with them.</summary>
    public const string Keep = "keep";

    /// <summary>What happens to slots at a stop: they are destroyed.</summary>
    public const string Destroy = "destroy";

    /// <summary><c>auto</c>, <c>none</c>, <c>file</c>, <c>postgres</c> or <c>redis</c>.</summary>
    [AllowedValues(Auto, None, File, Postgres, Redis)]
    public string Store { get; set; } = Auto;

    /// <summary>The folder of a <c>file</c> store; from the current folder where it is not a full path.</summary>
    public string Folder { get; set; } = "scaler-ledger";

    /// <summary>How a <c>postgres</c> or <c>redis</c> store is reached.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// Whether a <c>file</c> store waits for the disk. Without it a slot may leak when the machine, not only the
    /// process, dies.
    /// </summary>
    public bool Sync { get; set; } = true;

    /// <summary>
    /// Longest wait for the store before a slot is made without having been noted. It is counted
    /// (<c>scaler.ledger.unrecorded</c>), and noted as soon as the store is back. Long enough for a store on a machine
    /// that has too much to do; one that answers with failures is not waited for.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan IntentTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Longest read of a function's record when it is called for the first time. After that it serves with new slots,
    /// and goes on reading for its old ones.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:30")]
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long a create that was never answered is asked for again before it is given up with a warning: by then the
    /// platform is not the one that it was.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan IntentExpiry { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>First pause after a failed write or read; doubles with each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest pause between tries: what a store that is back may wait for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan RetryAtMost { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often a function compares its slots with the platform's, where that can tell; a quarter more or less, so
    /// that not all do it at the same time.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ReconcileEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Functions woken per second in each silo while lost slots are looked for.</summary>
    [Range(1, 1_000_000)]
    public int RecoverPerSecond { get; set; } = 2_000;

    /// <summary><c>keep</c> or <c>destroy</c>. Without a store they are always destroyed.</summary>
    [AllowedValues(Keep, Destroy)]
    public string AtStop { get; set; } = Keep;

    /// <summary>What ranges cannot say.</summary>
    /// <returns>One sentence for each relation that does not hold; none when all do.</returns>
    public IEnumerable<string> FindContradictions()
    {
        if (Store is Postgres or Redis && ConnectionString.Length == 0)
        {
            yield return $"Ledger:ConnectionString is empty; Ledger:Store={Store} needs one.";
        }

        if (Store == File && Folder.Length == 0)
        {
            yield return "Ledger:Folder is empty; Ledger:Store=file needs one.";
        }
    }
}
