using P2C2R.Protocol;

namespace P2C2R.Peer.Workers;

/// <summary>An execute frame, as the worker reads it.</summary>
internal sealed record WorkerRequest(
    long Sequence, KernelId Kernel, long MaxUnits, int Threads, ReadOnlyMemory<byte> Input, IReadOnlyList<WorkData> Blobs, IReadOnlyList<WorkData> Dependencies)
{
    private static KernelId _lastKernel;

    /// <summary>Writes an item's frame.</summary>
    public static void Write(FrameWriter writer, WorkItem item, int threads)
    {
        writer.Begin(FrameType.Execute);
        writer.I64(item.Sequence);
        writer.Text(item.Kernel.Kind);
        writer.I32(item.Kernel.Version);
        writer.I64(item.MaxUnits);
        writer.I32(threads);
        writer.Bytes(item.Input.Span);
        Write(writer, item.Blobs);
        Write(writer, item.Dependencies);
        writer.End();
    }

    /// <summary>Reads what <see cref="Write(FrameWriter, WorkItem, int)"/> writes, after the type.</summary>
    public static WorkerRequest Read(ref FrameReader reader) => new(
        reader.I64(), ReadKernel(ref reader), reader.I64(), reader.I32(), reader.Bytes().ToArray(), ReadData(ref reader), ReadData(ref reader));

    private static KernelId ReadKernel(ref FrameReader reader)
    {
        var kind = reader.Bytes();
        var version = reader.I32();
        // Most are of the same kind as the one before: no need for another string.
        if (_lastKernel.Version == version && System.Text.Ascii.Equals(kind, _lastKernel.Kind)) return _lastKernel;
        return _lastKernel = new KernelId(System.Text.Encoding.UTF8.GetString(kind), version);
    }

    private static void Write(FrameWriter writer, IReadOnlyList<WorkData> items)
    {
        writer.I32(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            writer.Hash(items[i].Hash);
            writer.I64(items[i].Length);
            writer.Text(items[i].Path);
            writer.Bytes(items[i].Inline.Span);
        }
    }

    private static WorkData[] ReadData(ref FrameReader reader)
    {
        var count = reader.I32();
        if (count == 0) return [];
        var items = new List<WorkData>();
        for (var i = 0; i < count; i++)
        {
            var hash = reader.Hash();
            var length = reader.I64();
            var path = reader.Text();
            items.Add(new WorkData(hash, length, reader.Bytes().ToArray(), path));
        }

        return [.. items];
    }
}
