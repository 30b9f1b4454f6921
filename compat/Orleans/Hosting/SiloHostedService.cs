using Microsoft.Extensions.Hosting;
using Orleans.Scheduling;

namespace Orleans.Hosting;

internal sealed class SiloHostedService : IHostedService
{
    private readonly IServiceProvider _services;
    private readonly SiloOptionsValidator _validator;
    private readonly LocalSilo _local;
    private SiloRuntime? _silo;

    public SiloHostedService(IServiceProvider services, SiloOptionsValidator validator, LocalSilo local)
    {
        _services = services;
        _validator = validator;
        _local = local;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _validator.Validate();
        _silo = (SiloRuntime)_services.GetService(typeof(SiloRuntime))!;
        ContractValidator.Validate(_silo.Classes.Interfaces);
        _silo.Start();
        LocalGateways.Open(_local.GatewayAddress.Endpoint.Port, _silo);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_silo is { } silo)
        {
            _silo = null;
            LocalGateways.Close(silo);
            await silo.StopAsync(cancellationToken);
        }
    }
}
