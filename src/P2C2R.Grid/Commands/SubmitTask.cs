using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>A gamer submits a task.</summary>
/// <param name="Session">Who says it.</param>
/// <param name="Message">The task and its first slices.</param>
/// <param name="InputHashes">SHA-256 of each slice's input.</param>
/// <param name="Digest">Hash of the whole message: tells a repeated submission from another task with the same id.</param>
public sealed record SubmitTask(SessionId Session, Submit Message, IReadOnlyList<Sha256Hash> InputHashes, Sha256Hash Digest) : Command(Session);
