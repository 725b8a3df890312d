namespace P2C2R.Protocol;

/// <summary>
/// Names one account holder: a gamer or a peer. Given out once by the coordinator that registered it, never reused.
/// A type of its own, so that an account can't be handed in where a task's number is meant.
/// </summary>
/// <param name="Value">1 or more; 0 means "nobody".</param>
public readonly record struct AccountId(long Value) : IComparable<AccountId>
{
    /// <summary>No account.</summary>
    public static readonly AccountId None;

    /// <inheritdoc/>
    public int CompareTo(AccountId other) => Value.CompareTo(other.Value);

    /// <summary>The form on the wire and in logs, for example <c>a17</c>.</summary>
    public override string ToString() => $"a{Value}";
}
