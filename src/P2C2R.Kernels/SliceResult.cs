using P2C2R.Protocol;

namespace P2C2R.Kernels;

/// <summary>The output of a slice, for merging.</summary>
/// <param name="Slice">The slice's number.</param>
/// <param name="Trailer">Units and outcome.</param>
/// <param name="Answer">The bytes before the trailer.</param>
public sealed record SliceResult(int Slice, OutputTrailer Trailer, ReadOnlyMemory<byte> Answer);
