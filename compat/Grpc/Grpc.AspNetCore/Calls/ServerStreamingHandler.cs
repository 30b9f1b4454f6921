using Grpc.AspNetCore.Server.Activation;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Calls;

internal sealed class ServerStreamingHandler<TService, TRequest, TResponse>(
    CallSettings settings,
    ServiceActivator<TService> activator,
    Method<TRequest, TResponse> method,
    Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task> invoke) : CallHandler(settings)
    where TService : class
    where TRequest : class
    where TResponse : class
{
    protected override async Task HandleAsync(ServerCall call)
    {
        TService? service = null;
        try
        {
            TRequest request = await call.ReadAsync(method.RequestMarshaller);
            service = activator.Create(call.Http);
            await invoke(service, request, new ResponseStream<TResponse>(call, method.ResponseMarshaller), call);
            call.AnswerStreamed();
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
