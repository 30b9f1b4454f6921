namespace OrleansScaler.Scheduling.Tests.Properties;

/// <summary>A slot as an onlooker sees it who hears only commands and answers.</summary>
internal sealed class StormSlot
{
    public bool IsReady { get; set; }

    public bool IsMade { get; set; }

    /// <summary>Whether it was ever to be destroyed.</summary>
    public bool IsRetiring { get; set; }

    /// <summary>Whether a destroy is under way.</summary>
    public bool IsBeingDestroyed { get; set; }

    public bool IsStarting => !IsReady && !IsRetiring;

    public int Holders { get; set; }
}
