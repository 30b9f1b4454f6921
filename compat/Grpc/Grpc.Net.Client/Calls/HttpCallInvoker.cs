using Grpc.Core;

namespace Grpc.Net.Client.Calls;

internal sealed class HttpCallInvoker(GrpcChannel channel) : CallInvoker
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        new UnaryCall<TRequest, TResponse>(channel, method, options, request).RunAsync().GetAwaiter().GetResult();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        UnaryCall<TRequest, TResponse> call = new(channel, method, options, request);
        return new AsyncUnaryCall<TResponse>(
            call.RunAsync(),
            static state => ((ClientCall)state).ResponseHeadersAsync(),
            static state => ((ClientCall)state).GetStatus(),
            static state => ((ClientCall)state).GetTrailers(),
            static state => ((ClientCall)state).Dispose(),
            call);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        ServerStreamingCall<TRequest, TResponse> call = new(channel, method, options, request);
        call.Start();
        return new AsyncServerStreamingCall<TResponse>(
            call,
            static state => ((ClientCall)state).ResponseHeadersAsync(),
            static state => ((ClientCall)state).GetStatus(),
            static state => ((ClientCall)state).GetTrailers(),
            static state => ((ClientCall)state).Dispose(),
            call);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw NoRequestStreams();

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw NoRequestStreams();

    private static RpcException NoRequestStreams() =>
        new(new Status(StatusCode.Unimplemented, "This client does not send streams of requests."));
}
