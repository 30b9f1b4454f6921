using Orleans.Runtime;

namespace Orleans.References;

internal sealed class ValueTaskCall<TArguments, TResult> : Call<TResult>
    where TArguments : struct, IArguments<ValueTask<TResult>>
{
    private TArguments _arguments;

    private ValueTaskCall(GrainReference target, MethodShape shape, in TArguments arguments)
        : base(target, shape) => _arguments = arguments;

    public static ValueTask<TResult> Send(GrainReference target, MethodShape shape, TArguments arguments) =>
        new ValueTaskCall<TArguments, TResult>(target, shape, in arguments).SendForValueTask();

    protected override void SplitToken() => _arguments.Token = SplitToken(_arguments.Token);

    protected override Task? Invoke(object grain, out TResult? result)
    {
        var task = _arguments.Invoke(grain);
        if (task.IsCompletedSuccessfully)
        {
            result = task.Result;
            return null;
        }

        result = default;
        return task.AsTask();
    }
}
