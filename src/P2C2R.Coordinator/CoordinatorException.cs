namespace P2C2R.Coordinator;

/// <summary>A coordinator can't start. The message is one line for the operator: what, and what to do.</summary>
/// <param name="fault">Why.</param>
/// <param name="message">For people.</param>
public sealed class CoordinatorException(CoordinatorFault fault, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public CoordinatorFault Fault { get; } = fault;
}
