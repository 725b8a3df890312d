using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Connections;

/// <summary>
/// Messages that passed <see cref="MessageCheck"/> to commands: hashes what is to be hashed and checks an output against what
/// is said of it, on the connection's own thread.
/// </summary>
internal static class CommandMaker
{
    /// <summary>A command; null for a message that this role doesn't send, or that the core doesn't answer.</summary>
    public static Command? Make(SessionId session, AccountRole role, Message message, ReadOnlySpan<byte> utf8) => role == AccountRole.Gamer
        ? message switch
        {
            Submit m => new SubmitTask(session, m, HashInputs(m.Slices), Sha256Hash.Of(utf8)),
            Slices m => new AddSlices(session, m, HashInputs(m.Items)),
            CancelTask m => new EndTask(session, m.Task),
            GetTask m => new QueryTask(session, m.Task),
            GetAccount => new QueryAccount(session),
            _ => null,
        }
        : message switch
        {
            AttemptDone m => Make(session, m),
            AttemptFailed m => new ReceiveFailure(session, m),
            Heartbeat m => new ReportProgress(session, m),
            Drain => new DrainPeer(session),
            GetAccount => new QueryAccount(session),
            _ => null,
        };

    private static Command Make(SessionId session, AttemptDone m)
    {
        if (FindLie(m) is not { } lie) return new ReceiveOutput(session, m);
        return new ReceiveFailure(session, new AttemptFailed { Attempt = m.Attempt, Code = ErrorCode.HashMismatch, Reason = lie });
    }

    private static string? FindLie(AttemptDone m)
    {
        if (m.Output is not { } output)
        {
            if (m.Length <= Limits.MaxInlineOutputBytes) return $"an output of at most {Limits.MaxInlineOutputBytes} bytes is sent in the message";
            return m.Commitment is null ? "a bigger output needs its commitment" : null;
        }

        if (output.Length != m.Length) return "length isn't that of the output";
        if (!OutputTrailer.TryRead(output.Span, out var trailer)) return "the output has no valid trailer";
        if (trailer.Units != m.Units) return "units aren't those of the output's trailer";
        return Sha256Hash.Of(output.Span) == m.Hash ? null : "hash isn't that of the output";
    }

    private static Sha256Hash[] HashInputs(IReadOnlyList<SliceSpec> slices)
    {
        var hashes = new Sha256Hash[slices.Count];
        for (var i = 0; i < hashes.Length; i++) hashes[i] = Sha256Hash.Of(slices[i].Input.Span);
        return hashes;
    }
}
