using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>A message for a connection. Where it has a <see cref="DataReference"/> without bytes, the shell adds the grant.</summary>
/// <param name="Session">To whom; a connection that is gone is no error.</param>
/// <param name="Message">What.</param>
public readonly record struct Outgoing(SessionId Session, Message Message);
