namespace OrleansScaler.Scheduling.Spares;

/// <summary>
/// How many spares of one memory size stand ready for whichever function creates a slot next. Asked after every event
/// of that size. Holds no memory: one object serves every size.
/// </summary>
public interface ISparePolicy
{
    /// <summary>How many spares there should be from now on.</summary>
    /// <param name="pool">The spares of one size as they are now.</param>
    SpareDecision Decide(in SpareSnapshot pool);
}
