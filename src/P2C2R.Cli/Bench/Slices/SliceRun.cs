using System.Diagnostics;
using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Cli.Bench.Slices;

/// <summary>The slices of a workload on one thread, as a worker process executes them, in processor time, so that a busy machine counts less.</summary>
internal sealed class SliceRun
{
    private readonly SliceWorkload _workload;
    private readonly TaskPlan _plan;
    private readonly SliceData[] _outputs;

    /// <summary>Plans.</summary>
    public SliceRun(SliceWorkload workload)
    {
        _workload = workload;
        _plan = workload.NewKernel().Plan(Encoding.UTF8.GetBytes(workload.Document), workload.Files);
        _outputs = new SliceData[_plan.Slices.Count];
    }

    /// <summary>Executes all slices in their order, and keeps their outputs.</summary>
    /// <returns>What each sort of them cost.</returns>
    public List<MeasuredSlices> Measure(CancellationToken stop)
    {
        var kernel = _workload.NewKernel();
        var sorts = new List<MeasuredSlices>();
        for (var i = 0; i < _plan.Slices.Count; i++)
        {
            using var output = new SliceOutputStream();
            var before = Environment.CpuUsage.TotalTime;
            var executed = Execute(kernel, i, output, stop);
            var milliseconds = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
            stop.ThrowIfCancellationRequested();
            if (executed.Failure is { } failure) throw new IOException($"{_workload.Name}, slice {i}: {failure.Reason}");
            if (executed.Trailer.Outcome != SliceOutcome.Completed) throw new IOException($"{_workload.Name}, slice {i}: {executed.Trailer.Outcome}: {Encoding.UTF8.GetString(output.Memory[..^OutputTrailer.Size].Span)}");
            _outputs[i] = new SliceData(executed.Hash, output.Memory[..^OutputTrailer.Size].ToArray());
            var name = SliceNames.Of(_plan.Kernel, _plan.Slices[i].Input.Span);
            var sort = sorts.Find(s => s.Name == name);
            if (sort is null) sorts.Add(sort = new MeasuredSlices(name));
            sort.Add(i, _plan.Slices[i], executed.Trailer.Units, milliseconds, executed.Length);
        }

        return sorts;
    }

    /// <summary>Executes a slice with a kernel that remembers nothing, and cancels it.</summary>
    /// <param name="slice">Its number; <see cref="Measure"/> came before.</param>
    /// <param name="after">When.</param>
    /// <returns>Milliseconds from the cancel to the end, by the clock or of processor time, whichever is less: a busy machine lengthens the one, the runtime's own threads the other. Null where the slice was done before.</returns>
    public double? Cancel(int slice, TimeSpan after)
    {
        GC.Collect();
        using var source = new CancellationTokenSource();
        using var output = new SliceOutputStream();
        var (ended, used, isCancelled) = (0L, TimeSpan.Zero, false);
        var thread = new Thread(() =>
        {
            isCancelled = Execute(_workload.NewKernel(), slice, output, source.Token).Failure?.Code == ErrorCode.Cancelled;
            (ended, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        });
        thread.Start();
        if (thread.Join(after)) return null;
        var (begun, usedBefore) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        source.Cancel();
        thread.Join();
        return isCancelled ? Math.Max(0, Math.Min(Stopwatch.GetElapsedTime(begun, ended).TotalMilliseconds, (used - usedBefore).TotalMilliseconds)) : null;
    }

    private ExecutedSlice Execute(IKernel kernel, int slice, SliceOutputStream output, CancellationToken cancellation)
    {
        var planned = _plan.Slices[slice];
        return SliceExecutor.Execute(kernel, new SliceExecution
        {
            Input = planned.Input,
            Blobs = [.. planned.Blobs.Select(hash => new SliceData(hash, _plan.Blobs[hash]))],
            Dependencies = [.. planned.DependsOn.Select(d => _outputs[d])],
            Output = output,
            MaxUnits = planned.MaxUnits,
            Cancellation = cancellation,
        }, output);
    }
}
