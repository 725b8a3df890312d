using P2C2R.Protocol;

namespace P2C2R.Peer.Workers;

/// <summary>Bytes that a slice reads: in the frame, or in a file.</summary>
/// <param name="Hash">SHA-256 of the bytes as stored; checked.</param>
/// <param name="Length">Number of bytes.</param>
/// <param name="Inline">The bytes, where there is no file.</param>
/// <param name="Path">The file, or empty.</param>
internal readonly record struct WorkData(Sha256Hash Hash, long Length, ReadOnlyMemory<byte> Inline, string Path);
