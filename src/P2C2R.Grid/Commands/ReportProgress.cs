using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>A peer is alive and says how far it is.</summary>
/// <param name="Session">Who says it.</param>
/// <param name="Message">The attempts at hand.</param>
public sealed record ReportProgress(SessionId Session, Heartbeat Message) : Command(Session);
