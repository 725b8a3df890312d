using System.Diagnostics;
using P2C2R.Client;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Cli.Bench.Paths;

/// <summary>The kernel's slices of a document on one thread, as a peer executes them: the first one once, the others as often as wanted.</summary>
internal sealed class PreparedRun
{
    private readonly IKernel _kernel = KernelCatalog.Newest(Kinds.Pathfinding)!;
    private readonly TaskPlan _plan;
    private readonly SliceData _first;

    /// <summary>Plans, and executes the first slice: the preparation, or the field of a crowd.</summary>
    public PreparedRun(ReadOnlyMemory<byte> document, string folder)
    {
        _plan = _kernel.Plan(document, new FolderFiles(folder));
        var clock = Stopwatch.StartNew();
        var output = Execute(0, static (_, _) => { });
        FirstMs = clock.Elapsed.TotalMilliseconds;
        _first = new SliceData(Sha256Hash.Of(output.Span), output[..^OutputTrailer.Size]);
    }

    /// <summary>Milliseconds of the first slice.</summary>
    public double FirstMs { get; }

    /// <summary>Bytes of its output.</summary>
    public long FirstBytes => _first.Bytes.Length;

    /// <summary>Executes the other slices.</summary>
    /// <returns>Microseconds of each item, and of all of it with loading, writing and hashing.</returns>
    public (List<double> Items, double Microseconds) RunOthers()
    {
        var items = new List<double>();
        var whole = Stopwatch.StartNew();
        for (var slice = 1; slice < _plan.Slices.Count; slice++)
        {
            var last = Stopwatch.GetTimestamp();
            Execute(slice, (step, count) =>
            {
                var microseconds = Stopwatch.GetElapsedTime(last).TotalMicroseconds;
                if (step == WorkStep.Item) items.AddRange(Enumerable.Repeat(microseconds / count, count));
                last = Stopwatch.GetTimestamp();
            });
        }

        return (items, whole.Elapsed.TotalMicroseconds);
    }

    private ReadOnlyMemory<byte> Execute(int slice, Action<WorkStep, int> done)
    {
        var planned = _plan.Slices[slice];
        using var output = new SliceOutputStream();
        var execution = new SliceExecution
        {
            Input = planned.Input,
            Blobs = [.. planned.Blobs.Select(b => new SliceData(b, _plan.Blobs[b]))],
            Dependencies = [.. planned.DependsOn.Select(_ => _first)],
            Output = output,
            MaxUnits = planned.MaxUnits,
            Done = done,
        };
        var executed = SliceExecutor.Execute(_kernel, execution, output);
        if (executed.Failure is { } failure) throw new IOException(failure.Reason);
        if (executed.Trailer.Outcome != SliceOutcome.Completed) throw new IOException($"slice {slice}: {executed.Trailer.Outcome}");
        return output.Memory.ToArray();
    }
}
