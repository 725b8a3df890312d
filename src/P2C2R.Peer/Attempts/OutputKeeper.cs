using System.Security.Cryptography;
using P2C2R.Peer.Blobs;
using P2C2R.Peer.Workers;
using P2C2R.Protocol;

namespace P2C2R.Peer.Attempts;

/// <summary>Turns outputs into answers and uploads the big ones. Badness on purpose is here, in one place.</summary>
internal sealed class OutputKeeper(Misbehaviour misbehaviour, BlobTransfer transfer, Func<string?> token, CancellationToken lifetime)
{
    /// <summary>Whether no answer is ever given.</summary>
    public bool Swallows => misbehaviour == Misbehaviour.Stall;

    /// <summary>The answer with a small output in it.</summary>
    public AttemptDone ToAnswer(Attempt attempt, WorkOutcome outcome)
    {
        var hash = outcome.Hash;
        if (misbehaviour == Misbehaviour.Lie)
        {
            outcome.Output[0] ^= 1;
            hash = Sha256Hash.Of(outcome.Output);
        }

        return new AttemptDone
        {
            Attempt = attempt.Id,
            Hash = hash,
            Length = outcome.Length,
            Units = outcome.Units,
            ComputeMs = outcome.Nanoseconds / 1e6,
            Output = outcome.Output,
        };
    }

    /// <summary>The answer that commits to a big output. Reads all of it.</summary>
    public AttemptDone ToCommitment(Attempt attempt, WorkOutcome outcome)
    {
        using var file = new FileStream(outcome.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1);
        var hash = outcome.Hash;
        if (misbehaviour == Misbehaviour.Lie)
        {
            var first = file.ReadByte();
            file.Position = 0;
            file.WriteByte((byte)(first ^ 1));
            file.Position = 0;
            hash = new Sha256Hash(SHA256.HashData(file));
            file.Position = 0;
        }

        return new AttemptDone
        {
            Attempt = attempt.Id,
            Hash = hash,
            Length = file.Length,
            Units = outcome.Units,
            ComputeMs = outcome.Nanoseconds / 1e6,
            Commitment = OutputCommitment.Compute(attempt.Nonce, file),
        };
    }

    /// <summary>Uploads an output; null, or what went wrong.</summary>
    public async Task<string?> UploadAsync(Attempt attempt, AttemptDone done)
    {
        if (token() is not { } bearer) return "there is no token yet";
        try
        {
            return await transfer.UploadAsync(done.Hash, () => Open(attempt, done), bearer, lifetime).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            return e.Message;
        }
    }

    private static Stream Open(Attempt attempt, AttemptDone done) =>
        done.Output is { } bytes ? new MemoryStream(bytes.ToArray()) : new FileStream(attempt.OutputPath, FileMode.Open, FileAccess.Read, FileShare.Read);
}
