using Grpc.Core;

using Microsoft.Extensions.DependencyInjection;

namespace OrleansScaler.Conformance.Tests.Grpc;

public sealed class ServiceLifetimeTests
{
    [Fact]
    public async Task Service_NotRegistered_OneObjectPerCallDisposedAfterIt()
    {
        Ledger ledger = new();
        await using EchoServer server = await EchoServer.StartAsync<CountedService>(
            services: services => services.AddSingleton(ledger));

        await server.Client.SayAsync(new EchoRequest());
        await server.Client.SayAsync(new EchoRequest());

        Assert.Equal(2, ledger.Made);
        await ledger.AllDisposed(2).WaitAsync(EchoServer.Patience);
    }

    [Fact]
    public async Task Service_RegisteredAsSingleton_OneObjectForAllCalls()
    {
        Ledger ledger = new();
        await using EchoServer server = await EchoServer.StartAsync<CountedService>(
            services: services => services.AddSingleton(ledger).AddSingleton<CountedService>());

        await server.Client.SayAsync(new EchoRequest());
        await server.Client.SayAsync(new EchoRequest());

        Assert.Equal(1, ledger.Made);
        Assert.Equal(0, ledger.Disposed);
    }

    [Fact]
    public async Task Service_NeedsSomethingScoped_GetsOnePerCallDisposedAfterIt()
    {
        Ledger ledger = new();
        await using EchoServer server = await EchoServer.StartAsync<ScopedService>(
            services: services => services.AddSingleton(ledger).AddScoped<Dependency>());

        EchoReply first = await server.Client.SayAsync(new EchoRequest());
        await server.Client.SayAsync(new EchoRequest());

        Assert.Equal(1, first.Number);
        Assert.Equal(2, ledger.Made);
        await ledger.AllDisposed(2).WaitAsync(EchoServer.Patience);
    }

    private sealed class Ledger
    {
        private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _made;
        private int _disposals;
        private int _expected = int.MaxValue;

        public int Made => _made;

        public int Disposed => _disposals;

        public void Make() => Interlocked.Increment(ref _made);

        public void Dispose()
        {
            if (Interlocked.Increment(ref _disposals) >= Volatile.Read(ref _expected))
            {
                _disposed.TrySetResult();
            }
        }

        /// <summary>The reply may overtake the disposal, hence a task.</summary>
        public Task AllDisposed(int count)
        {
            Volatile.Write(ref _expected, count);
            if (Volatile.Read(ref _disposals) >= count)
            {
                _disposed.TrySetResult();
            }

            return _disposed.Task;
        }
    }

    private sealed class CountedService : Echo.EchoBase, IDisposable
    {
        private readonly Ledger _ledger;

        public CountedService(Ledger ledger)
        {
            _ledger = ledger;
            ledger.Make();
        }

        public override Task<EchoReply> Say(EchoRequest request, ServerCallContext context) =>
            Task.FromResult(new EchoReply());

        public void Dispose() => _ledger.Dispose();
    }

    private sealed class Dependency : IDisposable
    {
        private readonly Ledger _ledger;

        public Dependency(Ledger ledger)
        {
            _ledger = ledger;
            ledger.Make();
        }

        public void Dispose() => _ledger.Dispose();
    }

    private sealed class ScopedService(Dependency first, Dependency second) : Echo.EchoBase
    {
        public override Task<EchoReply> Say(EchoRequest request, ServerCallContext context) =>
            Task.FromResult(new EchoReply { Number = ReferenceEquals(first, second) ? 1 : 2 });
    }
}
