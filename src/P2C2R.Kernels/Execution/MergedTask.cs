using P2C2R.Protocol;

namespace P2C2R.Kernels.Execution;

/// <summary>A task's merged output, however its slices were computed.</summary>
/// <param name="Failure">Null where the task has an output; a slice that ran out of units or refused its input is one otherwise.</param>
/// <param name="OutputHash"><c>output_sha256</c>: SHA-256 of the canonical merged output.</param>
/// <param name="OutputLength">Bytes of it.</param>
/// <param name="WorkUnits"><c>work_units</c>: the sum over all slices, those not delivered too.</param>
public sealed record MergedTask(ExecutionFailure? Failure, Sha256Hash OutputHash, long OutputLength, long WorkUnits);
