namespace P2C2R.Protocol;

/// <summary>Gamer to coordinator: my tasks, newest first.</summary>
public sealed record ListTasks : Message
{
    /// <summary>Only those with a number below; from <c>next</c> of the page before.</summary>
    public long? Before { get; init; }
}
