using OrleansScaler.Contracts.Functions;
using OrleansScaler.Contracts.Spares;

namespace OrleansScaler.Grains.Recovery;

/// <content>Asking every function.</content>
public sealed partial class LiveFunctionsGrain
{
    private long _walks;
    private bool _isWalking;
    private bool _walksAgain;

    /// <inheritdoc/>
    public ValueTask Walk()
    {
        _walksAgain = true;
        if (!_isWalking && !_stop.IsCancellationRequested)
        {
            _isWalking = true;
            StayActive();
            _background.Track(RestAfterAsync(WalkAsync()), _shard, (fault, shard) => LogWalkEnded(fault, shard));
        }

        return default;
    }

    private async Task WalkAsync()
    {
        try
        {
            while (_walksAgain)
            {
                _walksAgain = false;
                Forget(await _walk.RunAsync(_book, isCutShort: () => _walksAgain, _stop.Token));
                _walks++;
            }

            // Not cut short by another one: whoever failed was asked again until it answered.
            _start.HaveWalked(_shard);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Who owns the shard next is told to walk anew, because this silo is lost or stops.
        }
        finally
        {
            _isWalking = false;
        }
    }

    private ValueTask<int> CountSlots(string name) => SpareSize.KeyOfIndexed(name) is { } size
        ? GrainFactory.GetGrain<ISparePoolGrain>(size).CountSlots()
        : GrainFactory.GetGrain<IFunctionGrain>(name).CountSlots();

    private void Forget(IReadOnlyList<(string Function, long Asked)> empty)
    {
        var forgotten = empty.Count(asked => _book.Forget(asked.Function, asked.Asked));
        if (forgotten > 0)
        {
            LogForgotten(_shard, forgotten);
            StayActive();
            _writer.Note();
        }
    }
}
