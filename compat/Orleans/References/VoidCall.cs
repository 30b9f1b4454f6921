using Orleans.Runtime;

namespace Orleans.References;

internal sealed class VoidCall<TArguments> : Call<Nothing>
    where TArguments : struct, IArguments<Nothing>
{
    private TArguments _arguments;

    private VoidCall(GrainReference target, MethodShape shape, in TArguments arguments)
        : base(target, shape) => _arguments = arguments;

    public static void Send(GrainReference target, MethodShape shape, TArguments arguments) =>
        new VoidCall<TArguments>(target, shape, in arguments).SendForPlainTask().GetAwaiter().GetResult();

    protected override void SplitToken() => _arguments.Token = SplitToken(_arguments.Token);

    protected override Task? Invoke(object grain, out Nothing result)
    {
        result = _arguments.Invoke(grain);
        return null;
    }
}
