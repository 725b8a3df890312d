using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>The order of computations within an account: lost ones first, then by priority, deadline, sequence.</summary>
internal readonly record struct ReadyOrder(bool Urgent, TaskPriority Priority, long Deadline, long Sequence) : IComparable<ReadyOrder>
{
    public int CompareTo(ReadyOrder other)
    {
        if (Urgent != other.Urgent) return Urgent ? -1 : 1;
        if (Priority != other.Priority) return Priority < other.Priority ? -1 : 1;
        return Deadline != other.Deadline ? Deadline.CompareTo(other.Deadline) : Sequence.CompareTo(other.Sequence);
    }
}
