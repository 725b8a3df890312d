using P2C2R.Coordinator.Blobs;
using P2C2R.Coordinator.Loop;
using P2C2R.Grid;

namespace P2C2R.Coordinator.Storage;

/// <summary>Deletes what need not be kept: plans on a thread of its own, hands the rows to the loop, deletes files after the commit.</summary>
internal sealed class RetentionKeeper : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenPlans = TimeSpan.FromMilliseconds(50);
    private readonly CoordinatorOptions _options;
    private readonly RetentionPlanner _planner;
    private readonly CommandInbox _inbox;
    private readonly BlobStore _blobs;
    private readonly Action<string> _warn;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public RetentionKeeper(CoordinatorOptions options, CommandInbox inbox, BlobStore blobs, Action<string> warn)
    {
        _options = options;
        _planner = new RetentionPlanner(options.Database);
        _inbox = inbox;
        _blobs = blobs;
        _warn = warn;
        _work = Task.Run(WorkAsync);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _work.Wait();
        _planner.Dispose();
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        var busy = false;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(busy ? BetweenPlans : Pause, _stop.Token).ConfigureAwait(false);
                busy = await StepAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                busy = false;
                _warn($"old rows could not be deleted: {e.Message}");
            }
        }
    }

    /// <summary>One plan; whether there was something to do.</summary>
    private async Task<bool> StepAsync()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000;
        // With the cache off, results still wait for their gamers as long as they would otherwise.
        var results = Math.Max(_options.Grid.CacheRetention, 24 * 3600 * GridOptions.Second);
        var plan = _planner.Plan(now - Micros(_options.TaskRetention), now - results, now - Micros(_options.BlobRetention));
        if (plan.IsEmpty) return false;
        if (!await _inbox.WriteAsync(rows => plan.Apply(rows, _blobs.IsPinned)).ConfigureAwait(false)) return false;
        foreach (var blob in plan.Blobs) _blobs.Delete(blob);
        return true;
    }

    private static long Micros(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;
}
