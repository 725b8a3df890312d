namespace P2C2R.Peer.Workers;

/// <summary>The workers whose buffers have something to send; nearly always one, which costs no allocation.</summary>
internal struct TouchedWorkers
{
    private WorkerProcess? _first;
    private List<WorkerProcess>? _others;

    public void Add(WorkerProcess worker)
    {
        if (_first is null || ReferenceEquals(_first, worker)) _first = worker;
        else if (_others is null) _others = [worker];
        else if (!_others.Contains(worker)) _others.Add(worker);
    }

    public readonly void Flush()
    {
        _first?.Flush();
        if (_others is null) return;
        foreach (var worker in _others) worker.Flush();
    }
}
