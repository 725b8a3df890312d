using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>A peer has no output.</summary>
/// <param name="Session">Who says it.</param>
/// <param name="Message">Why.</param>
public sealed record ReceiveFailure(SessionId Session, AttemptFailed Message) : Command(Session);
