using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>A peer has an output.</summary>
/// <param name="Session">Who says it.</param>
/// <param name="Message">Its hash, length, units; its bytes when small. The shell has checked that hash, length and units are those of the bytes.</param>
public sealed record ReceiveOutput(SessionId Session, AttemptDone Message) : Command(Session);
