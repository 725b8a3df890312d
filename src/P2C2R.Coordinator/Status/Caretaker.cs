using P2C2R.Coordinator.Endpoints;

namespace P2C2R.Coordinator.Status;

/// <summary>What is done every few seconds beside the loop: traffic to storage, lines left out of the log, the summary.</summary>
internal sealed class Caretaker : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private readonly Services _services;
    private readonly Timer _timer;

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
    }
}
