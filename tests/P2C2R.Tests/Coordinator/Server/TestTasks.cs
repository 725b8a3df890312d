using P2C2R.Protocol;

namespace P2C2R.Tests.Coordinator.Server;

/// <summary>Tasks of no_operation, and the outputs that a peer would give.</summary>
internal static class TestTasks
{
    public static Submit Submit(string id, params byte[] input) => new()
    {
        Task = id,
        Kind = Kinds.NoOperation,
        Version = 1,
        SliceCount = 1,
        MaxUnits = 1_000,
        Slices = [new SliceSpec { Input = input, ExpectedUnits = 10, MaxUnits = 1_000 }],
    };

    public static AttemptDone Done(AttemptId attempt, byte[] output) => new()
    {
        Attempt = attempt,
        Hash = Sha256Hash.Of(output),
        Length = output.Length,
        Units = 10,
        Output = output.Length <= Limits.MaxInlineOutputBytes ? output : (ReadOnlyMemory<byte>?)null,
        Commitment = output.Length <= Limits.MaxInlineOutputBytes ? null : OutputCommitment.Compute(attempt.ToString(), new MemoryStream(output)),
    };

    public static byte[] Output(int length)
    {
        var output = new byte[length + OutputTrailer.Size];
        new Random(length).NextBytes(output.AsSpan(0, length));
        new OutputTrailer(10, SliceOutcome.Completed).Write(output.AsSpan(length));
        return output;
    }
}
