using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>What a peer answers, right or wrong, by its behaviour.</summary>
public sealed class DishonestAnswers(OutputOracle oracle, SeededRandom random, ulong liar)
{
    private const ulong Accomplices = 1_000;

    public Message Make(PeerBehaviour behaviour, PeerJob job, SimulatedOutput right, double milliseconds)
    {
        switch (behaviour)
        {
            case PeerBehaviour.Failing when random.Chance(0.3):
                return new AttemptFailed { Attempt = job.Lease.Attempt, Code = ErrorCode.WorkerCrashed, Reason = "worker crashed" };
            case PeerBehaviour.Lying when random.Chance(0.7):
                return Lie(job, right, milliseconds);
            case PeerBehaviour.Colluding:
                job.Output = oracle.Wrong(job.Lease.Key, right, Accomplices, job.Lease.MaxUnits);
                return Answer(job.Lease, job.Output, milliseconds);
            case PeerBehaviour.Hostile when random.Chance(0.1):
                job.Output = OutputOracle.Excessive(job.Lease.Key, job.Lease.MaxUnits);
                return Answer(job.Lease, job.Output, milliseconds);
            case PeerBehaviour.Hostile when random.Chance(0.1):
                return Answer(job.Lease, right, milliseconds) with { Units = job.Lease.MaxUnits + 1, Output = null, Length = 20_000, Commitment = right.Hash };
            default:
                return Answer(job.Lease, right, milliseconds);
        }
    }

    private AttemptDone Lie(PeerJob job, SimulatedOutput right, double milliseconds)
    {
        var honest = Answer(job.Lease, right, milliseconds);
        // It knows the hash from elsewhere but never had the bytes; or it claims other units than its bytes will show.
        if (right.IsBig && random.Chance(0.3)) return honest with { Commitment = Sha256Hash.Of("made up"u8) };
        if (right.IsBig && random.Chance(0.3)) return honest with { Units = right.Units / 2 };
        job.Output = oracle.Wrong(job.Lease.Key, right, liar, job.Lease.MaxUnits);
        return Answer(job.Lease, job.Output, milliseconds);
    }

    private static AttemptDone Answer(Lease lease, SimulatedOutput output, double milliseconds)
    {
        using var stream = new MemoryStream(output.Bytes);
        return new AttemptDone
        {
            Attempt = lease.Attempt,
            Hash = output.Hash,
            Length = output.Length,
            Units = output.Units,
            ComputeMs = milliseconds,
            Output = output.IsBig ? null : (ReadOnlyMemory<byte>?)output.Bytes,
            Commitment = output.IsBig ? OutputCommitment.Compute(lease.Nonce, stream) : null,
        };
    }
}
