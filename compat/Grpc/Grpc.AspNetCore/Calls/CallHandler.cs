using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server.Calls;

/// <summary>Serves one method; the target of its endpoint.</summary>
internal abstract class CallHandler(CallSettings settings)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (Refusal.Of(http) is { } refusal)
        {
            return refusal;
        }

        ServerCall call = new(http, settings);
        call.Start();
        return HandleAsync(call);
    }

    protected abstract Task HandleAsync(ServerCall call);
}
