using P2C2R.Coordinator.Endpoints;

namespace P2C2R.Coordinator.Status;

/// <summary>What is done every few seconds beside the loop: traffic to storage, lines left out of the log, the summary.</summary>
internal sealed class Caretaker : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SummaryPeriod = TimeSpan.FromSeconds(30);
    private readonly Services _services;
    private readonly Timer _timer;
    private DateTimeOffset _nextSummary = DateTimeOffset.UtcNow + SummaryPeriod;
    private (long Done, int Peers, int Gamers, int Live) _last;

    public Caretaker(Services services)
    {
        _services = services;
        _timer = new Timer(_ => Work(), null, Period, Period);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Work()
    {
        _services.Traffic.Flush(_services.Inbox);
        _services.Log.Summarise();
        if (DateTimeOffset.UtcNow < _nextSummary) return;
        _nextSummary = DateTimeOffset.UtcNow + SummaryPeriod;
        _ = SummariseAsync();
    }

    /// <summary>The network in one line, where something has happened since the last.</summary>
    private async Task SummariseAsync()
    {
        try
        {
            var now = await _services.Inbox.AskStatisticsAsync().ConfigureAwait(false);
            var done = now.Totals.TasksDone + now.Totals.TasksFailed + now.Totals.TasksCancelled;
            var state = (done, now.Peers, now.Gamers, now.LiveTasks);
            if (state == _last) return;
            _services.Log.Info($"network: {now.Peers:N0} peers ({now.BusySlots:N0} of {now.Slots:N0} slots busy), {now.Gamers:N0} gamers, {now.LiveTasks:N0} tasks live, "
                + $"{done - _last.Done:N0} ended since the last summary ({now.TasksPerSecond:N1}/s), latency p50 {now.LatencyMsP50:0.0} ms p99 {now.LatencyMsP99:0.0} ms, "
                + $"cache hits {now.Totals.CacheHits:N0}, disputes {now.Totals.Disputes:N0}, failovers {now.Totals.Failovers:N0}");
            _last = state;
        }
        catch (OperationCanceledException)
        {
            // The coordinator is shutting down.
        }
    }
}
