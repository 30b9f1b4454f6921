using System.Globalization;
using Google.Protobuf;

namespace OrleansScaler.Simulation.Cells.Live;

/// <summary>
/// The event of a call: its place in the workload, in digits. A node learns from it what the call uses, as a function
/// learns from its event what to do; a scheduler never sees it.
/// </summary>
internal static class CallEvent
{
    public static ByteString Of(int index) => ByteString.CopyFromUtf8(index.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads an event.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="calls">How many calls the workload has.</param>
    /// <param name="index">The call.</param>
    /// <returns>False when it names no call.</returns>
    public static bool TryRead(ByteString payload, int calls, out int index) =>
        int.TryParse(payload.Span, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < calls;
}
