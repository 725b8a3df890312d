using P2C2R.Protocol;

namespace P2C2R.Kernels;

/// <summary>One slice of a plan.</summary>
/// <param name="Input">Canonical bytes, at most <see cref="Limits.MaxInlineInputBytes"/>; bigger things are blobs.</param>
/// <param name="Blobs">Hashes of the blobs that it reads, in the order in which the kernel expects them.</param>
/// <param name="DependsOn">Lower-numbered slices whose outputs it reads, in the order in which the kernel expects them.</param>
/// <param name="ExpectedUnits">Work units expected, for placement and progress.</param>
/// <param name="MaxUnits">Work units at which the kernel stops, for the price cap.</param>
/// <param name="Deliver">Whether merging needs its output.</param>
public sealed record PlannedSlice(
    ReadOnlyMemory<byte> Input,
    IReadOnlyList<Sha256Hash> Blobs,
    IReadOnlyList<int> DependsOn,
    long ExpectedUnits,
    long MaxUnits,
    bool Deliver = true)
{
    /// <summary>
    /// Bytes that its output is expected to have, where that is more than fits into a message; makes room in the price cap
    /// for moving it. An estimate: nothing depends on it but the cap. 0 for small ones.
    /// </summary>
    public long OutputBytes { get; init; }
}
