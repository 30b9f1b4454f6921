namespace Orleans.Scheduling;

internal enum ActivationState
{
    Activating,
    Valid,
    Deactivating,
    Invalid,
}
