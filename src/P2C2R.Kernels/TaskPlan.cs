using P2C2R.Protocol;

namespace P2C2R.Kernels;

/// <summary>An input document as a graph of slices.</summary>
/// <param name="Kernel">The kernel that planned it and will compute it.</param>
/// <param name="Document">The document that was planned; <see cref="IKernel.Merge"/> and <see cref="IKernel.Present"/> may need it.</param>
/// <param name="Slices">In the order of their numbers; each depends only on lower-numbered ones.</param>
/// <param name="Blobs">The bytes behind the hashes that slices name.</param>
/// <param name="State">What the kernel wants to keep from planning for merging and presenting; its own business.</param>
public sealed record TaskPlan(
    KernelId Kernel,
    ReadOnlyMemory<byte> Document,
    IReadOnlyList<PlannedSlice> Slices,
    IReadOnlyDictionary<Sha256Hash, ReadOnlyMemory<byte>> Blobs,
    object? State = null)
{
    /// <summary>Bytes of memory that a slice takes at most, more or less, where that is much: peers with less are not asked. 0 where it is not.</summary>
    public long MemoryBytes { get; init; }
}
