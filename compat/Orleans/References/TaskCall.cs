using Orleans.Runtime;

namespace Orleans.References;

internal sealed class TaskCall<TArguments, TResult> : Call<TResult>
    where TArguments : struct, IArguments<Task<TResult>>
{
    private TArguments _arguments;

    private TaskCall(GrainReference target, MethodShape shape, in TArguments arguments)
        : base(target, shape) => _arguments = arguments;

    public static Task<TResult> Send(GrainReference target, MethodShape shape, TArguments arguments) =>
        new TaskCall<TArguments, TResult>(target, shape, in arguments).SendForTask();

    protected override void SplitToken() => _arguments.Token = SplitToken(_arguments.Token);

    protected override Task? Invoke(object grain, out TResult? result)
    {
        result = default;
        return _arguments.Invoke(grain);
    }
}
