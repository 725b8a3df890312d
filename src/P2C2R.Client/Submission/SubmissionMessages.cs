using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using P2C2R.Kernels;
using P2C2R.Protocol;

namespace P2C2R.Client.Submission;

/// <summary>A plan as the messages that submit it. Pure: the same plan and options make the same messages, so sending them again is harmless.</summary>
internal sealed class SubmissionMessages
{
    private const long LeastMemory = 256 << 20;

    private readonly TaskPlan _plan;

    /// <summary>For one task.</summary>
    public SubmissionMessages(string task, TaskPlan plan, TaskOptions options)
    {
        _plan = plan;
        Task = task;
        var first = Take(0);
        Submit = new Submit
        {
            Task = task,
            Kind = plan.Kernel.Kind,
            Version = plan.Kernel.Version,
            Priority = options.Priority,
            Replicas = options.Replicas,
            DeadlineMs = options.Deadline is { } deadline ? (long)deadline.TotalMilliseconds : null,
            MaxPrice = options.MaxPrice,
            Requirements = Require(options.Requirements, plan.MemoryBytes),
            SliceCount = plan.Slices.Count,
            MaxUnits = plan.Slices.Sum(static s => s.MaxUnits),
            MaxDataBytes = DataBytes(plan, options.Replicas),
            // A submission of one message is told from another by its own bytes.
            Content = first.Count < plan.Slices.Count ? HashAll(plan) : null,
            Slices = first,
        };
    }

    /// <summary>The task's id.</summary>
    public string Task { get; }

    /// <summary>The submission with its first slices.</summary>
    public Submit Submit { get; }

    /// <summary>The next slices, from a number that the coordinator named.</summary>
    public Slices From(int first) => new() { Task = Task, First = first, Items = Take(first) };

    private List<SliceSpec> Take(int first)
    {
        var items = new List<SliceSpec>();
        var edges = 0;
        for (var i = first; i < _plan.Slices.Count && items.Count < Limits.MaxSlicesPerMessage; i++)
        {
            edges += _plan.Slices[i].DependsOn.Count;
            if (items.Count > 0 && edges > Limits.MaxEdgesPerMessage) break;
            items.Add(Specify(_plan.Slices[i]));
        }

        return items;
    }

    /// <summary>Each blob once for every replica, big outputs as they come in and go out (docs/economics.md); null for none of either.</summary>
    private static long? DataBytes(TaskPlan plan, int replicas)
    {
        var blobs = plan.Blobs.Values.Sum(static b => (long)b.Length);
        var outputs = plan.Slices.Select(static s => s.OutputBytes + OutputTrailer.Size).Where(static length => length > Limits.MaxInlineOutputBytes).Sum();
        return blobs + outputs == 0 ? null : (replicas * blobs) + (2 * outputs);
    }

    /// <summary>What the gamer asks for, and the memory that the kernel needs; little memory every peer has.</summary>
    private static TaskRequirements? Require(TaskRequirements? asked, long memory) =>
        memory < LeastMemory || memory <= asked?.MemoryBytes ? asked : (asked ?? new TaskRequirements()) with { MemoryBytes = memory };

    private static SliceSpec Specify(PlannedSlice slice) => new()
    {
        Input = slice.Input,
        Blobs = slice.Blobs,
        DependsOn = slice.DependsOn,
        ExpectedUnits = slice.ExpectedUnits,
        MaxUnits = slice.MaxUnits,
        Deliver = slice.Deliver,
    };

    private static Sha256Hash HashAll(TaskPlan plan)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var number = new byte[8];
        hash.AppendData(Encoding.UTF8.GetBytes(plan.Kernel.ToString()));
        foreach (var slice in plan.Slices)
        {
            Append(slice.Input.Length);
            hash.AppendData(slice.Input.Span);
            Append(slice.Blobs.Count);
            foreach (var blob in slice.Blobs) hash.AppendData(blob.ToArray());
            Append(slice.DependsOn.Count);
            foreach (var dependency in slice.DependsOn) Append(dependency);
            Append(slice.MaxUnits);
            Append(slice.Deliver ? 1 : 0);
        }

        return new Sha256Hash(hash.GetHashAndReset());

        void Append(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
            hash.AppendData(number);
        }
    }
}
