using P2C2R.Protocol;

namespace P2C2R.Kernels.Execution;

/// <summary>Why an execution has no output. Nothing of it is hashed, verified or paid.</summary>
/// <param name="Code"><see cref="ErrorCode.Cancelled"/>, <see cref="ErrorCode.OutOfMemory"/> (storage too) <see cref="ErrorCode.WorkerCrashed"/> (the kernel threw), or what a <see cref="Chat.ChatModelException"/> says.</param>
/// <param name="Reason">For people, at most <see cref="Limits.MaxReasonLength"/> characters.</param>
public sealed record ExecutionFailure(ErrorCode Code, string Reason);
