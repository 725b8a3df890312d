using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>The bytes behind an output that was committed to are stored.</summary>
/// <param name="Session">Who says it.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Hash">Hash of the stored bytes.</param>
/// <param name="Length">Their length.</param>
/// <param name="Trailer">Their trailer; null where they have none.</param>
/// <param name="Commitment"><see cref="OutputCommitment"/> of the stored bytes with the nonce of the attempt, as the shell computed it.</param>
public sealed record ReceiveUpload(SessionId Session, AttemptId Attempt, Sha256Hash Hash, long Length, OutputTrailer? Trailer, Sha256Hash Commitment) : Command(Session);
