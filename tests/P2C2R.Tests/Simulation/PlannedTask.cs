using System.Buffers;
using System.Runtime.CompilerServices;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>A task as its gamer means it: the messages that submit it, and what its right outputs are.</summary>
public sealed class PlannedTask
{
    private static readonly ConditionalWeakTable<Submit, object> Digests = [];
    private Sha256Hash[]? _right;

    public PlannedTask(Submit whole)
    {
        Slices = whole.Slices;
        Submit = whole with { Slices = [.. Slices.Take(Limits.MaxSlicesPerMessage)] };
        Digest = DigestOf(Submit);
    }

    public Submit Submit { get; }

    public IReadOnlyList<SliceSpec> Slices { get; }

    public Sha256Hash Digest { get; }

    public string Id => Submit.Task;

    public KernelId Kernel => new(Submit.Kind, Submit.Version);

    public static Sha256Hash DigestOf(Submit submit) => (Sha256Hash)Digests.GetValue(submit, message =>
    {
        var buffer = new ArrayBufferWriter<byte>();
        MessageCodec.Encode(message, buffer);
        return Sha256Hash.Of(buffer.WrittenSpan);
    });

    public Slices SlicesFrom(int first) => new() { Task = Id, First = first, Items = [.. Slices.Skip(first).Take(Limits.MaxSlicesPerMessage)] };

    /// <summary>Hash of the right output of each slice, worked out without a grid.</summary>
    public IReadOnlyList<Sha256Hash> RightHashes(OutputOracle oracle)
    {
        if (_right is not null) return _right;
        _right = new Sha256Hash[Slices.Count];
        for (var index = 0; index < Slices.Count; index++)
        {
            var slice = Slices[index];
            var dependencies = slice.DependsOn.Select(dependency => _right[dependency]).ToArray();
            var key = SliceKey.Compute(Kernel, slice.MaxUnits, Sha256Hash.Of(slice.Input.Span), [.. slice.Blobs], dependencies);
            _right[index] = oracle.Right(key, slice.Input.Span, slice.MaxUnits).Hash;
        }

        return _right;
    }

    public long DeliveredBytes(DurableState durable, TaskRow row) => Enumerable.Range(0, row.SliceCount)
        .Where(index => Slices[index].Deliver)
        .Sum(index => durable.Results[durable.ResultOf(row.Number, index)!.Value].Length);
}
