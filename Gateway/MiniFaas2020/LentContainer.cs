namespace OrleansScaler.Gateway.MiniFaas2020;

/// <summary>What a request holds.</summary>
/// <param name="FunctionKey">The function.</param>
/// <param name="InstanceId">The instance in the container.</param>
/// <param name="ForgottenAt">When nobody gives it back any more.</param>
internal readonly record struct LentContainer(string FunctionKey, string InstanceId, DateTimeOffset ForgottenAt);
