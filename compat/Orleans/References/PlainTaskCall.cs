using Orleans.Runtime;

namespace Orleans.References;

internal sealed class PlainTaskCall<TArguments> : Call<Nothing>
    where TArguments : struct, IArguments<Task>
{
    private TArguments _arguments;

    private PlainTaskCall(GrainReference target, MethodShape shape, in TArguments arguments)
        : base(target, shape) => _arguments = arguments;

    public static Task Send(GrainReference target, MethodShape shape, TArguments arguments) =>
        new PlainTaskCall<TArguments>(target, shape, in arguments).SendForPlainTask();

    protected override void SplitToken() => _arguments.Token = SplitToken(_arguments.Token);

    protected override Task? Invoke(object grain, out Nothing result)
    {
        result = default;
        return _arguments.Invoke(grain);
    }

    protected override Nothing ResultOf(Task task) => default;
}
