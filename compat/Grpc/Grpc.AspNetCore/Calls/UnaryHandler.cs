using Grpc.AspNetCore.Server.Activation;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Calls;

internal sealed class UnaryHandler<TService, TRequest, TResponse>(
    CallSettings settings,
    ServiceActivator<TService> activator,
    Method<TRequest, TResponse> method,
    Func<TService, TRequest, ServerCallContext, Task<TResponse>> invoke) : CallHandler(settings)
    where TService : class
    where TRequest : class
    where TResponse : class
{
    // The one state machine of a call; whatever it awaits completes synchronously or is the handler itself.
    protected override async Task HandleAsync(ServerCall call)
    {
        TService? service = null;
        try
        {
            TRequest request = await call.ReadAsync(method.RequestMarshaller);
            service = activator.Create(call.Http);
            TResponse? response = await invoke(service, request, call);
            call.Answer(response, method.ResponseMarshaller);
        }
        catch (Exception failure)
        {
            call.Fail(failure);
        }

        if (activator.DisposesAfterCall && service is not null)
        {
            await ServiceActivator<TService>.DisposeAsync(service);
        }

        if (call.DeadlineAnswer is { } answer)
        {
            await answer;
        }
    }
}
