using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server.Activation;

/// <summary>
/// Gives a call its service object: the registered one if the type is registered, otherwise a new one per call,
/// disposed after it. A request scope is made only if something in it may be scoped:
/// it costs more than the rest of the call.
/// </summary>
internal sealed class ServiceActivator<TService>
    where TService : class
{
    private readonly IServiceProvider _root;
    private readonly ServiceLifetime? _lifetime;
    private readonly ObjectFactory<TService>? _factory;
    private readonly bool _needsScope;
    private TService? _singleton;

    public ServiceActivator(IServiceProvider root)
    {
        ServiceLifetimes lifetimes = root.GetRequiredService<ServiceLifetimes>();
        _root = root;
        _lifetime = lifetimes.Of(typeof(TService));
        if (_lifetime is null)
        {
            _needsScope = !lifetimes.NeedsNoScope(typeof(TService));
            _factory = ActivatorUtilities.CreateFactory<TService>([]);
            DisposesAfterCall = typeof(IDisposable).IsAssignableFrom(typeof(TService))
                || typeof(IAsyncDisposable).IsAssignableFrom(typeof(TService));
        }
    }

    public bool DisposesAfterCall { get; }

    public TService Create(HttpContext http)
    {
        if (_factory is not null)
        {
            return _factory(_needsScope ? http.RequestServices : _root, null);
        }

        return _lifetime == ServiceLifetime.Singleton
            ? _singleton ??= _root.GetRequiredService<TService>()
            : http.RequestServices.GetRequiredService<TService>();
    }

    public static ValueTask DisposeAsync(TService service)
    {
        if (service is IAsyncDisposable asynchronous)
        {
            return asynchronous.DisposeAsync();
        }

        (service as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }
}
