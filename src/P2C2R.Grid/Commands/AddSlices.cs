using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>More slices of a task.</summary>
/// <param name="Session">Who says it.</param>
/// <param name="Message">The slices.</param>
/// <param name="InputHashes">SHA-256 of each slice's input.</param>
public sealed record AddSlices(SessionId Session, Slices Message, IReadOnlyList<Sha256Hash> InputHashes) : Command(Session);
