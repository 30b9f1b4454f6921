using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace OrleansScaler.Grains.Storage;

/// <content>What is logged.</content>
internal sealed partial class PatientStorage
{
    [LoggerMessage(3001, LogLevel.Warning, "State '{State}' of {Grain} cannot be read now; it is read again later.")]
    private partial void LogReadFailed(Exception fault, string state, GrainId grain);
}
