using System.Globalization;

namespace OrleansScaler.Scheduling.Nodes;

/// <summary>Names one reservation of one ledger; never used twice.</summary>
/// <param name="Value">Counts up from <see cref="NodeLedgerOptions.FirstReservation"/>.</param>
public readonly record struct ReservationId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
