namespace OrleansScaler.Grains.Storage.Logs;

/// <summary>Why a store is not opened. Each says where, what was found, and what to do.</summary>
internal static class LogDamage
{
    private const string Restore =
        "Nothing was changed. Restore the folder from a backup, or move it away to begin without its slots";

    public static InvalidDataException NewerFormat(string path, uint version) => new(
        $"'{path}' has format {version} at offset 8; this version of the program reads formats up to "
        + $"{LogHeader.Version}. Nothing was changed. Start the newer version of the program, or name another folder.");

    public static InvalidDataException UnknownFormat(string path, uint version) => new(
        $"'{path}' has format {version} at offset 8, which no version of the program wrote. {Restore}.");

    public static InvalidDataException NoHeader(string path, string found) => new(
        $"'{path}' does not begin with a ledger's header: at offset 0 is {found}. {Restore}.");

    public static InvalidDataException NoLog(string path, string head) => new(
        $"'{path}' is missing, but '{head}' tells of one (offset 0). {Restore}.");

    public static InvalidDataException NoHead(string path) => new(
        $"'{path}' has no whole slot at offsets 0 and {HeadSlot.Size}, so nobody knows how long the log has to be. "
        + "Nothing was changed. Restore the folder from a backup, or move this file away to take every whole record.");

    public static InvalidDataException OtherStore(string path) => new(
        $"'{path}' tells of the log of another store (offset 24). {Restore}.");

    public static InvalidDataException OldLog(string path, LogHeader header, HeadSlot head) => new(
        $"'{path}' has generation {header.Generation} at offset 32, but its head file tells of generation "
        + $"{head.Generation}: an old log was put back. {Restore}.");

    public static InvalidDataException TooShort(string path, long length, long committed) => new(
        $"'{path}' ends at offset {length}, but {committed} bytes of it were acknowledged. {Restore}, or move "
        + $"'{LogNames.Head}' away to go on with the records that are left.");

    public static InvalidDataException BadRecord(string path, long offset, string found, long committed) => new(
        $"'{path}' is damaged: at offset {offset}, among {committed} acknowledged bytes, is {found}. {Restore}, or, to "
        + $"go on with the records in front of it, cut a copy of the file to {offset} bytes and move '{LogNames.Head}' "
        + "away.");

    public static InvalidDataException BadRecordWithoutHead(string path, long offset, string found) => new(
        $"'{path}' has at offset {offset} {found}, and without '{LogNames.Head}' nobody knows whether it was "
        + $"acknowledged. {Restore}, or, to go on with the records in front of it, cut a copy of the file to {offset} "
        + "bytes.");
}
