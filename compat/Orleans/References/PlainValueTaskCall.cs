using Orleans.Runtime;

namespace Orleans.References;

internal sealed class PlainValueTaskCall<TArguments> : Call<Nothing>
    where TArguments : struct, IArguments<ValueTask>
{
    private TArguments _arguments;

    private PlainValueTaskCall(GrainReference target, MethodShape shape, in TArguments arguments)
        : base(target, shape) => _arguments = arguments;

    public static ValueTask Send(GrainReference target, MethodShape shape, TArguments arguments) =>
        new PlainValueTaskCall<TArguments>(target, shape, in arguments).SendForPlainValueTask();

    protected override void SplitToken() => _arguments.Token = SplitToken(_arguments.Token);

    protected override Task? Invoke(object grain, out Nothing result)
    {
        result = default;
        var task = _arguments.Invoke(grain);
        if (task.IsCompletedSuccessfully)
        {
            task.GetAwaiter().GetResult();
            return null;
        }

        return task.AsTask();
    }

    protected override Nothing ResultOf(Task task) => default;
}
