using P2C2R.Protocol;

namespace P2C2R.Kernels;

/// <summary>
/// Bytes that a kernel reads: a blob or an earlier output. They may be a memory-mapped file of a gigabyte, so a kernel
/// reads what it needs. Because bytes with the same hash are the same bytes, a kernel may keep what it made of them
/// (a parsed map) for the next slice in the same process, keyed by <see cref="Hash"/>; that must not change output or units.
/// </summary>
/// <param name="Hash">SHA-256 of the bytes as stored (for an output: with its trailer).</param>
/// <param name="Bytes">The bytes (for an output: without its trailer).</param>
public readonly record struct SliceData(Sha256Hash Hash, ReadOnlyMemory<byte> Bytes);
