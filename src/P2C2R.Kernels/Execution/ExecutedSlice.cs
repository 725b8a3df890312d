using P2C2R.Protocol;

namespace P2C2R.Kernels.Execution;

/// <summary>What came of executing a slice. The bytes themselves are in the <see cref="SliceOutputStream"/>.</summary>
/// <param name="Failure">Null where there is an output; the other members mean something only then.</param>
/// <param name="Trailer">Units and outcome.</param>
/// <param name="Hash">SHA-256 of the output, trailer included.</param>
/// <param name="Length">Bytes of the output, trailer included.</param>
public sealed record ExecutedSlice(ExecutionFailure? Failure, OutputTrailer Trailer, Sha256Hash Hash, long Length);
