namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>An event that follows a rule, caused by who just spoke, so that characters answer one another.</summary>
/// <param name="Event">Its name.</param>
/// <param name="Target">Who shall answer.</param>
/// <param name="Name">The name where the target is <see cref="FollowUpTarget.Named"/>; else empty.</param>
/// <param name="Facts">The event's facts.</param>
internal sealed record FollowUp(string Event, FollowUpTarget Target, string Name, IReadOnlyList<(int Fact, RuleValue Value)> Facts);
