namespace OrleansScaler.Scheduling.Pools;

/// <summary>What became of the news that a slot is lost.</summary>
public enum LossStatus
{
    /// <summary>The pool knows no such slot.</summary>
    Unknown,

    /// <summary>It is forgotten; nobody was making or destroying it.</summary>
    Standing,

    /// <summary>It is forgotten; its create or destroy is under way, and its end will change nothing here.</summary>
    UnderWay,
}
