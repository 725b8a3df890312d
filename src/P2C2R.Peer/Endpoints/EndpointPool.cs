using System.Diagnostics;
using P2C2R.Kernels;
using P2C2R.Kernels.Chat;
using P2C2R.Kernels.Execution;
using P2C2R.Peer.Workers;
using P2C2R.Protocol;

namespace P2C2R.Peer.Endpoints;

/// <summary>
/// Executes the slices that ask a language model, in this process and not in a worker: workers have no socket. What runs here parses bytes and strings, and
/// waits. A thread each, because a kernel waits for its model. Safe for threads.
/// </summary>
internal sealed class EndpointPool : IDisposable
{
    /// <summary>Bytes of a blob: conversations are far smaller, and it is read into this process.</summary>
    private const long MaxBlobBytes = 16 << 20;

    private readonly IChatModel _model;
    private readonly Action _done;
    private readonly string _spool;
    private readonly SemaphoreSlim _room;
    private readonly Lock _gate = new();
    private readonly Dictionary<WorkItem, CancellationTokenSource> _running = [];
    private long _lastFile;

    /// <summary>An empty pool.</summary>
    /// <param name="model">What it asks; it is disposed with the pool.</param>
    /// <param name="parallel">Slices at a time.</param>
    /// <param name="spool">Folder for outputs that are too big for a message.</param>
    /// <param name="done">Called after an item was completed.</param>
    public EndpointPool(IChatModel model, int parallel, string spool, Action done)
    {
        (_model, _spool, _done) = (model, spool, done);
        _room = new SemaphoreSlim(parallel);
    }

    /// <summary>Queues an item.</summary>
    public void Submit(WorkItem item)
    {
        var cancellation = new CancellationTokenSource();
        lock (_gate) _running.Add(item, cancellation);
        _ = RunAsync(item, cancellation.Token);
    }

    /// <summary>Nobody waits for this item any more; its <see cref="WorkItem.Completed"/> won't be called.</summary>
    public void Cancel(WorkItem item) => Take(item)?.Cancel();

    /// <summary>Ends all; nothing is completed any more.</summary>
    public void Dispose()
    {
        List<CancellationTokenSource> running;
        lock (_gate)
        {
            running = [.. _running.Values];
            _running.Clear();
        }

        foreach (var cancellation in running) cancellation.Cancel();
        (_model as IDisposable)?.Dispose();
    }

    private async Task RunAsync(WorkItem item, CancellationToken cancellation)
    {
        try
        {
            await _room.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        try
        {
            var outcome = await Task.Factory.StartNew(() => Execute(item, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
            if (Take(item) is null) return;
            item.Completed(item, outcome);
            _done();
        }
        finally
        {
            _room.Release();
        }
    }

    private CancellationTokenSource? Take(WorkItem item)
    {
        lock (_gate) return _running.Remove(item, out var cancellation) ? cancellation : null;
    }

    private WorkOutcome Execute(WorkItem item, CancellationToken cancellation)
    {
        if (item.Blobs.Any(static b => b.Length > MaxBlobBytes)) return WorkOutcome.Failed(ErrorCode.LimitExceeded, $"a blob has more than {MaxBlobBytes} bytes, which no conversation needs");
        var path = Path.Combine(_spool, $"endpoint-{Interlocked.Increment(ref _lastFile)}.out");
        var start = Stopwatch.GetTimestamp();
        using var output = new SliceOutputStream(Limits.MaxInlineOutputBytes, () => new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None));
        try
        {
            var executed = SliceExecutor.Execute(KernelCatalog.Find(item.Kernel)!, ToExecution(item, output, cancellation), output);
            output.Storage?.Dispose();
            if (executed.Failure is { } failure)
            {
                File.Delete(path);
                return WorkOutcome.Failed(failure.Code, failure.Reason);
            }

            return new WorkOutcome
            {
                Hash = executed.Hash,
                Length = executed.Length,
                Units = executed.Trailer.Units,
                Nanoseconds = (long)(Stopwatch.GetElapsedTime(start).TotalMilliseconds * 1e6),
                Output = output.Storage is null ? output.Memory.ToArray() : [],
                Path = output.Storage is null ? "" : path,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return WorkOutcome.Failed(ErrorCode.InputUnavailable, $"a blob can't be read: {e.Message}");
        }
    }

    private SliceExecution ToExecution(WorkItem item, SliceOutputStream output, CancellationToken cancellation) => new()
    {
        Input = item.Input,
        Blobs = [.. item.Blobs.Select(static b => new SliceData(b.Hash, b.Path.Length == 0 ? b.Inline : File.ReadAllBytes(b.Path)))],
        Output = output,
        MaxUnits = item.MaxUnits,
        Progress = fraction => item.Progress = fraction,
        Said = newest => item.Said = newest,
        ChatModel = _model,
        Cancellation = cancellation,
    };
}
