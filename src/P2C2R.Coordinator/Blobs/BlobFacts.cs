using P2C2R.Protocol;

namespace P2C2R.Coordinator.Blobs;

/// <summary>What was read of a stored output.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Trailer">Its last bytes; null where they are none.</param>
/// <param name="Commitment">With the attempt's nonce.</param>
internal readonly record struct BlobFacts(long Length, OutputTrailer? Trailer, Sha256Hash Commitment);
