namespace P2C2R.Grid;

/// <summary>
/// The way of a task, in order: the map of the code, read this first. Nothing runs here; the compiler keeps its names right.
/// <code>gamer  1 plan, 2 submit      coordinator  3 to 6, 8 to 11      peer  7 compute      gamer  12 merge</code>
/// <list type="number">
/// <item>plan: the gamer's client cuts an input into slices (P2C2R.Client, P2C2R.Kernels).</item>
/// <item>submit: the client sends them (P2C2R.Client); here they arrive as <see cref="SubmitTask"/> and <see cref="AddSlices"/>.</item>
/// <item>admit: shape, limits, price cap into escrow: <see cref="Admission.Submit"/>.</item>
/// <item>recall: cached, or the same computation in flight: <see cref="Recall.Consider"/>.</item>
/// <item>place: whose turn it is, <see cref="ShareQueues.Next"/>, and which peer, <see cref="PeerChoice.Choose"/>.</item>
/// <item>lease: an attempt goes to the peer: <see cref="Placement.Run"/>, <see cref="AttemptBook.Start"/>.</item>
/// <item>compute: a worker process of the peer (P2C2R.Peer, P2C2R.Kernels).</item>
/// <item>receive: commitment, output, work units: <see cref="Reception"/>.</item>
/// <item>verify: hashes, quorum: <see cref="Verification.Check"/>.</item>
/// <item>settle: out of escrow to the peer and the fees: <see cref="Settlement.PayFromEscrow"/>.</item>
/// <item>deliver: a promise, so only after step 10 is on disk: <see cref="Delivery.TellEnded"/>, <see cref="GridLoop.Commit"/>.</item>
/// <item>merge: the client puts the outputs together (P2C2R.Client, P2C2R.Kernels).</item>
/// </list>
/// </summary>
internal static class MainPath;
