namespace P2C2R.Grid;

/// <summary>
/// The way of a task, in order. Nothing runs here: it is the map of the code, and the compiler keeps its names right.
/// </summary>
public static class MainPath
{
    /// <summary>Each step, and where it happens.</summary>
    public static IReadOnlyList<(int Step, string What, string Where)> Steps { get; } =
    [
        (1, "plan: the gamer's client cuts an input into slices", "P2C2R.Client"),
        (2, "submit: the client sends them", nameof(SubmitTask)),
        (3, "admit: shape, limits, price cap into escrow", $"{nameof(Admission)}.{nameof(Admission.Submit)}"),
        (4, "recall: cached, or the same computation in flight", $"{nameof(Recall)}.{nameof(Recall.Consider)}"),
        (5, "place: whose turn, and which peer", $"{nameof(ShareQueues)}.{nameof(ShareQueues.Next)}, {nameof(PeerChoice)}.{nameof(PeerChoice.Choose)}"),
        (6, "lease: an attempt goes to the peer", $"{nameof(Placement)}.{nameof(Placement.Run)}, {nameof(AttemptBook)}.{nameof(AttemptBook.Start)}"),
        (7, "compute: a worker process of the peer", "P2C2R.Peer"),
        (8, "receive: commitment, output, work units", $"{nameof(Reception)}.{nameof(Reception.Receive)}"),
        (9, "verify: hashes, quorum", $"{nameof(Verification)}.{nameof(Verification.Check)}"),
        (10, "settle: out of escrow to peer and fees", $"{nameof(Settlement)}.{nameof(Settlement.PayFromEscrow)}"),
        (11, "deliver: a promise, so only after 10 is on disk", $"{nameof(Delivery)}.{nameof(Delivery.TellEnded)}, {nameof(GridLoop)}.{nameof(GridLoop.Commit)}"),
        (12, "merge: the client puts the outputs together", "P2C2R.Client"),
    ];
}
