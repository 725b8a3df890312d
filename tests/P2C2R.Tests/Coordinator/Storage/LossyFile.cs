namespace P2C2R.Tests.Coordinator.Storage;

/// <summary>A file with what is on the disk, what a reader sees, and the writes between the two.</summary>
internal sealed class LossyFile(LossyDisk disk)
{
    /// <summary>What a power loss doesn't tear.</summary>
    public const int SectorBytes = 512;

    private readonly List<(long Offset, byte[]? Bytes, long Size)> _pending = [];
    private byte[] _durable = [];
    private byte[] _seen = [];

    public long Length => _seen.Length;

    /// <summary>Whether the folder's entry is on the disk: from the first sync on, as of journals in SQLite's own layer.</summary>
    public bool Exists { get; private set; }

    public int Read(Span<byte> target, long offset)
    {
        var count = (int)Math.Clamp(_seen.Length - offset, 0, target.Length);
        _seen.AsSpan((int)Math.Min(offset, _seen.Length), count).CopyTo(target);
        return count;
    }

    public void Write(byte[] bytes, long offset)
    {
        disk.Count();
        _pending.Add((offset, bytes, 0));
        Apply(ref _seen, bytes, offset);
    }

    public void Truncate(long size)
    {
        disk.Count();
        _pending.Add((0, null, size));
        Array.Resize(ref _seen, (int)size);
    }

    public void Sync()
    {
        disk.Count();
        Exists = true;
        _pending.Clear();
        _durable = (byte[])_seen.Clone();
    }

    /// <summary>Of what was not synced, sectors reach the disk or don't, as chance will have it.</summary>
    public void LosePower(Random random)
    {
        var kept = random.NextDouble();
        foreach (var (offset, bytes, size) in _pending)
        {
            if (bytes is null)
            {
                if (random.NextDouble() < kept) Array.Resize(ref _durable, (int)size);
                continue;
            }

            for (var at = 0; at < bytes.Length;)
            {
                var count = (int)Math.Min(bytes.Length - at, SectorBytes - ((offset + at) % SectorBytes));
                if (random.NextDouble() < kept) Apply(ref _durable, bytes[at..(at + count)], offset + at);
                at += count;
            }
        }

        _pending.Clear();
        _seen = (byte[])_durable.Clone();
    }

    private static void Apply(ref byte[] content, byte[] bytes, long offset)
    {
        if (content.Length < offset + bytes.Length) Array.Resize(ref content, (int)offset + bytes.Length);
        bytes.CopyTo(content, offset);
    }
}
