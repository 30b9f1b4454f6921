using System.Reflection;

using Grpc.AspNetCore.Server.Activation;
using Grpc.AspNetCore.Server.Calls;
using Grpc.Core;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server.Routing;

/// <summary>
/// Visits a service's methods through its generated BindService and maps one endpoint for each. All reflection happens
/// here, at start: a call runs an open delegate on its service object.
/// </summary>
internal sealed class ServiceRoutes<TService>(IEndpointRouteBuilder builder) : ServiceBinderBase
    where TService : class
{
    private readonly ServiceActivator<TService> _activator = new(builder.ServiceProvider);
    private readonly HashSet<string> _serviceNames = [];

    public List<IEndpointConventionBuilder> Conventions { get; } = [];

    public IReadOnlyCollection<string> ServiceNames => _serviceNames;

    public void Map()
    {
        BindServiceMethodAttribute? attribute = null;
        for (Type? type = typeof(TService); type is not null && attribute is null; type = type.BaseType)
        {
            attribute = type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false);
        }

        MethodInfo? bind = attribute?.BindType
            .GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .FirstOrDefault(method => method.Name == attribute.BindMethodName
                && method.GetParameters() is [{ } binder, { } service]
                && binder.ParameterType == typeof(ServiceBinderBase)
                && service.ParameterType.IsAssignableFrom(typeof(TService)));
        if (bind is null)
        {
            throw new InvalidOperationException($"Error binding gRPC service '{typeof(TService).Name}': no generated "
                + "BindService method found.");
        }

        bind.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [this, null], null);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var invoke = Implementation<Func<TService, TRequest, ServerCallContext, Task<TResponse>>>(
            method, typeof(TRequest), typeof(ServerCallContext));
        Add(method, new UnaryHandler<TService, TRequest, TResponse>(Settings(method), _activator, method, invoke));
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var invoke = Implementation<
            Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(
            method, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        Add(method, new ServerStreamingHandler<TService, TRequest, TResponse>(
            Settings(method), _activator, method, invoke));
    }

    // Streams of requests are left to the fallback route of the service, which answers Unimplemented.
    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        ClientStreamingServerMethod<TRequest, TResponse>? handler) => _serviceNames.Add(method.ServiceName);

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        DuplexStreamingServerMethod<TRequest, TResponse>? handler) => _serviceNames.Add(method.ServiceName);

    private static TDelegate Implementation<TDelegate>(IMethod method, params Type[] parameters)
        where TDelegate : Delegate
    {
        MethodInfo implementation = typeof(TService).GetMethod(
            method.Name, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, parameters)
            ?? throw new InvalidOperationException($"Error binding {method.FullName}: '{typeof(TService).Name}' has "
                + "no such method.");
        return implementation.CreateDelegate<TDelegate>();
    }

    private CallSettings Settings(IMethod method)
    {
        GrpcServiceOptions options =
            builder.ServiceProvider.GetRequiredService<IOptions<GrpcServiceOptions>>().Value;
        return new CallSettings(
            method.FullName,
            options.MaxReceiveMessageSize,
            options.MaxSendMessageSize,
            options.EnableDetailedErrors == true,
            builder.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("Grpc.AspNetCore.Server"));
    }

    private void Add(IMethod method, CallHandler handler)
    {
        _serviceNames.Add(method.ServiceName);
        Conventions.Add(builder.Map(RoutePatternFactory.Parse(method.FullName), handler.InvokeAsync)
            .WithDisplayName($"gRPC - {method.FullName}")
            .WithMetadata(
                new HttpMethodMetadata([HttpMethods.Post]),
                new GrpcMethodMetadata(typeof(TService), method)));
    }
}
