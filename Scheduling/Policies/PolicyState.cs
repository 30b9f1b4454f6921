namespace OrleansScaler.Scheduling.Policies;

/// <summary>
/// What a policy wants to know again at its next decision about the same function: a small immutable record. The pool
/// keeps it, so one policy object serves every function and another pool can play the same function beside it. Parts of
/// a set that are one object share one record.
/// </summary>
public abstract record PolicyState;
