using P2C2R.Protocol;

namespace P2C2R.Client.Submission;

/// <summary>How a task's conversation with the coordinator ended.</summary>
/// <param name="Result">What the coordinator promised; null where it refused the task or can't be reached.</param>
/// <param name="Error">Why, where there is no result.</param>
internal sealed record TaskEnd(Result? Result, ErrorMessage? Error);
