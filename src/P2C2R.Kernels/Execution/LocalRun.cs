using P2C2R.Protocol;

namespace P2C2R.Kernels.Execution;

/// <summary>
/// Computes a plan on this machine, without a grid: what <c>p2c2r run</c> does, and the client when no peer can make a
/// deadline. The merged bytes are those that the grid gives. Runs once.
/// </summary>
public sealed class LocalRun
{
    private readonly IKernel _kernel;
    private readonly TaskPlan _plan;
    private readonly int _workers;
    private readonly int _threadsPerSlice;
    private readonly Action<double> _progress;
    private readonly CancellationToken _cancellation;

    private readonly object _gate = new();
    private readonly SliceGraph _graph;
    private readonly SliceData[] _outputs;
    private readonly OutputTrailer[] _trailers;
    private readonly double[] _fractions;
    private readonly double _expectedTotal;
    private double _expectedDone;
    private ExecutionFailure? _failure;

    /// <summary>Prepares a run.</summary>
    /// <param name="kernel">The kernel that planned.</param>
    /// <param name="plan">What it planned.</param>
    /// <param name="threads">Threads to use, 1 or more: for slices side by side, and inside slices where there are fewer of them.</param>
    /// <param name="progress">Takes fractions from 0 to 1; from one thread at a time.</param>
    /// <param name="cancellation">Ends the run.</param>
    public LocalRun(IKernel kernel, TaskPlan plan, int threads, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _kernel = kernel;
        _plan = plan;
        _graph = new SliceGraph(plan.Slices);
        _workers = Math.Min(threads, Math.Max(1, _graph.Width));
        _threadsPerSlice = threads / _workers;
        _progress = progress ?? (static _ => { });
        _cancellation = cancellation;
        _outputs = new SliceData[plan.Slices.Count];
        _trailers = new OutputTrailer[plan.Slices.Count];
        _fractions = new double[plan.Slices.Count];
        _expectedTotal = Math.Max(1.0, plan.Slices.Sum(static s => (double)s.ExpectedUnits));
    }

    /// <summary>Called when a slice begins; what it returns is that slice's <see cref="SliceExecution.Done"/>.</summary>
    public Func<Action<WorkStep, int>>? Observe { get; init; }

    /// <summary>Computes all slices and merges them; blocks until that is done.</summary>
    /// <param name="canonical">Receives the canonical merged output.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public MergedTask Run(Stream canonical)
    {
        var helpers = new Thread[_workers - 1];
        for (var i = 0; i < helpers.Length; i++)
        {
            helpers[i] = new Thread(Work) { IsBackground = true, Name = $"{_kernel.Id} {i + 1}" };
            helpers[i].Start();
        }

        Work();
        foreach (var helper in helpers) helper.Join();
        _cancellation.ThrowIfCancellationRequested();
        var units = _trailers.Sum(static t => t.Units);
        return _failure is { } failure ? new MergedTask(failure, default, 0, units) : TaskMerger.Merge(_kernel, _plan, Delivered(), units, canonical);
    }

    /// <summary>The outputs to be delivered that are there by now, in order of their slices' numbers. Safe for any thread.</summary>
    public IReadOnlyList<SliceResult> Delivered()
    {
        lock (_gate)
        {
            var delivered = new List<SliceResult>();
            for (var i = 0; i < _plan.Slices.Count; i++)
            {
                if (_plan.Slices[i].Deliver && !_outputs[i].Hash.IsZero) delivered.Add(new SliceResult(i, _trailers[i], _outputs[i].Bytes));
            }

            return delivered;
        }
    }

    private void Work()
    {
        while (Next() is { } slice)
        {
            using var output = new SliceOutputStream();
            var executed = SliceExecutor.Execute(_kernel, Prepare(slice, output), output);
            lock (_gate)
            {
                if (executed.Failure is { } failure) _failure ??= failure with { Reason = $"slice {slice}: {failure.Reason}" };
                else Store(slice, executed, output.Memory);
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>The lowest-numbered slice that can start, after waiting for one; null when there is nothing more to do.</summary>
    private int? Next()
    {
        lock (_gate)
        {
            while (true)
            {
                if (_failure is not null || _graph.AllTaken) return null;
                if (_graph.TryTake(out var slice)) return slice;
                Monitor.Wait(_gate);
            }
        }
    }

    private SliceExecution Prepare(int slice, SliceOutputStream output)
    {
        var planned = _plan.Slices[slice];
        return new SliceExecution
        {
            Input = planned.Input,
            Blobs = [.. planned.Blobs.Select(hash => new SliceData(hash, _plan.Blobs[hash]))],
            Dependencies = [.. planned.DependsOn.Select(dependency => _outputs[dependency])],
            Output = output,
            MaxUnits = planned.MaxUnits,
            Threads = _threadsPerSlice,
            Progress = fraction => Report(slice, fraction),
            Done = Observe?.Invoke() ?? (static (_, _) => { }),
            Cancellation = _cancellation,
        };
    }

    private void Store(int slice, ExecutedSlice executed, ReadOnlyMemory<byte> output)
    {
        _outputs[slice] = new SliceData(executed.Hash, output[..^OutputTrailer.Size]);
        _trailers[slice] = executed.Trailer;
        Advance(slice, 1);
        foreach (var unneeded in _graph.Complete(slice))
        {
            if (!_plan.Slices[unneeded].Deliver) _outputs[unneeded] = default;
        }
    }

    private void Report(int slice, double fraction)
    {
        lock (_gate) Advance(slice, Math.Clamp(fraction, 0, 1));
    }

    private void Advance(int slice, double fraction)
    {
        _expectedDone += (fraction - _fractions[slice]) * _plan.Slices[slice].ExpectedUnits;
        _fractions[slice] = fraction;
        _progress(Math.Clamp(_expectedDone / _expectedTotal, 0, 1));
    }
}
