using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>The blobs that a task's slices have named so far: each counts with the first of them, in order of their numbers.</summary>
internal sealed class NamedBlobs
{
    private readonly HashSet<Sha256Hash> _all = [];

    public bool Contains(Sha256Hash blob) => _all.Contains(blob);

    /// <summary>Adds the blobs of the next slice. Bit i of the answer: its blob i is new. <see cref="Limits.MaxBlobsPerSlice"/> bits are enough.</summary>
    public ushort Add(IReadOnlyList<Sha256Hash> blobs)
    {
        var fresh = 0;
        for (var i = 0; i < blobs.Count; i++)
        {
            if (_all.Add(blobs[i])) fresh |= 1 << i;
        }
        return (ushort)fresh;
    }
}
