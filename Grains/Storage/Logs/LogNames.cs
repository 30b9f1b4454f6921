namespace OrleansScaler.Grains.Storage.Logs;

/// <summary>Names of the files of a store.</summary>
internal static class LogNames
{
    /// <summary>All records, oldest first.</summary>
    public const string Log = "ledger.log";

    /// <summary>The log in the making: a first one, or a compacted one.</summary>
    public const string NewLog = "ledger.log.new";

    /// <summary>How much of the log was acknowledged.</summary>
    public const string Head = "ledger.head";

    /// <summary>What a crash left behind the last whole record; a number follows.</summary>
    public const string Torn = "ledger.log.torn-";
}
