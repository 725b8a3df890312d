using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Kernels.NoOperation;

/// <summary>
/// Computes nothing, for the grid's own tests and the routing benchmark: counts the units that it is told to count, and can
/// be slow, big, failing or fatal when told so. Not in the gamer's menu.
/// </summary>
public sealed class NoOperationKernel : IKernel
{
    private const int Chunk = 1 << 16;

    private static ReadOnlySpan<byte> Domain => "p2c2r.no_operation.1"u8;

    /// <inheritdoc/>
    public KernelId Id { get; } = new(Kinds.NoOperation, 1);

    /// <inheritdoc/>
    public TaskPlan Plan(ReadOnlyMemory<byte> document, IInputFiles files)
    {
        var wanted = NoOperationDocument.Read(document.Span);
        var slices = new PlannedSlice[wanted.Slices];
        for (var i = 0; i < slices.Length; i++)
        {
            var input = new NoOperationInput(i, wanted.Units, wanted.SpinMs, wanted.Behaviour, wanted.OutputBytes, wanted.Payload);
            int[] dependsOn = wanted.Chain && i > 0 ? [i - 1] : [];
            var deliver = !wanted.Chain || i == slices.Length - 1;
            slices[i] = new PlannedSlice(input.Write(), [], dependsOn, wanted.Units, Math.Max(1, wanted.Units), deliver) { OutputBytes = Sha256Hash.Size + wanted.OutputBytes };
        }

        return new TaskPlan(Id, document, slices, new Dictionary<Sha256Hash, ReadOnlyMemory<byte>>());
    }

    /// <inheritdoc/>
    public OutputTrailer Execute(SliceExecution slice)
    {
        if (!NoOperationInput.TryRead(slice.Input.Span, out var input)) return Refusal.Of(slice, "not an input of no_operation/1");
        Wait(slice, input.SpinMs);
        switch (input.Behaviour)
        {
            case NoOperationBehaviour.Crash:
                Environment.FailFast("no_operation was told to crash");
                break;
            case NoOperationBehaviour.Throw:
                throw new InvalidOperationException("no_operation was told to throw");
            case NoOperationBehaviour.Refuse:
                return Refusal.Of(slice, "no_operation was told to refuse");
        }

        if (input.Behaviour == NoOperationBehaviour.RunOut || input.Units > slice.MaxUnits) return new OutputTrailer(slice.MaxUnits, SliceOutcome.OutOfUnits);
        WriteAnswer(slice, input);
        return new OutputTrailer(input.Units, SliceOutcome.Completed);
    }

    /// <inheritdoc/>
    public void Merge(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical)
    {
        Span<byte> length = stackalloc byte[8];
        foreach (var output in outputs)
        {
            BinaryPrimitives.WriteInt64LittleEndian(length, output.Answer.Length);
            canonical.Write(length);
            canonical.Write(output.Answer.Span);
        }
    }

    /// <inheritdoc/>
    public Presentation Present(TaskPlan plan, Stream canonical, string directory)
    {
        var delivered = plan.Slices.Count(static s => s.Deliver);
        var figures = new JsonObject { ["slices"] = plan.Slices.Count, ["delivered"] = delivered };
        return new Presentation([$"{plan.Slices.Count} slices did nothing, as they were told"], [], figures);
    }

    /// <summary>Sleeps, so that a slow slice costs its machine nothing.</summary>
    private static void Wait(SliceExecution slice, int milliseconds)
    {
        const int Step = 20;
        for (var waited = 0; waited < milliseconds; waited += Step)
        {
            slice.Progress((double)waited / milliseconds);
            slice.Cancellation.WaitHandle.WaitOne(Math.Min(Step, milliseconds - waited));
            slice.Cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>32 bytes that hash the slice's number, its payload and what it depends on; then as many bytes as were asked for.</summary>
    private static void WriteAnswer(SliceExecution slice, NoOperationInput input)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> digest = stackalloc byte[Sha256Hash.Size];
        hash.AppendData(Domain);
        BinaryPrimitives.WriteInt32LittleEndian(digest, input.Number);
        hash.AppendData(digest[..4]);
        BinaryPrimitives.WriteInt32LittleEndian(digest, input.Payload.Length);
        hash.AppendData(digest[..4]);
        hash.AppendData(input.Payload);
        foreach (var dependency in slice.Dependencies) hash.AppendData(dependency.Hash.ToArray());
        hash.GetHashAndReset(digest);
        slice.Output.Write(digest);
        WriteFilling(slice, BinaryPrimitives.ReadUInt64LittleEndian(digest), input.OutputBytes);
    }

    private static void WriteFilling(SliceExecution slice, ulong seed, long count)
    {
        var chunk = new byte[(int)Math.Min(count, Chunk)];
        for (long written = 0; written < count; written += chunk.Length)
        {
            slice.Cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i + 8 <= chunk.Length; i += 8)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(chunk.AsSpan(i), Mix(seed + (ulong)(written + i)));
            }

            slice.Output.Write(chunk.AsSpan(0, (int)Math.Min(chunk.Length, count - written)));
            slice.Progress((double)written / count);
        }
    }

    /// <summary>The finalizer of SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators").</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
