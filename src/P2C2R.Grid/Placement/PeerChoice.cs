namespace P2C2R.Grid;

/// <summary>
/// Step 5: the able peer with the least expected completion time. Looks at all that have room, as long as they are few; of
/// many it takes a sample that moves on from call to call, so that 10,000 idle peers cost no more than 32 (for requirements
/// that not every peer meets, 1,024).
/// </summary>
internal sealed class PeerChoice(GridState state)
{
    private const int Sample = 32;
    private const int SampleOfDemanding = 1024;

    /// <summary>Microseconds to fetch a byte: 10 MB/s.</summary>
    private const double MicrosecondsPerByte = 0.1;

    /// <summary>The best peer with room, or null.</summary>
    public PeerKernel? Choose(Computation computation)
    {
        if (computation.Requirements.Peers.Count > 0) return ChooseNamed(computation);
        var kernel = computation.Kernel;
        var room = kernel.Room;
        var sample = ReferenceEquals(computation.Requirements, Requirements.None) ? Sample : SampleOfDemanding;
        var start = room.Count > sample ? kernel.Cursor % room.Count : 0;
        if (room.Count > sample) kernel.Cursor = start + sample;
        PeerKernel? best = null;
        var least = double.MaxValue;
        for (int i = 0, at = start; i < Math.Min(sample, room.Count); i++, at++)
        {
            if (at == room.Count) at = 0;
            Consider(computation, room[at], ref best, ref least);
        }
        return best;
    }

    /// <summary>Whether a peer that has the kernel may be given an attempt: it meets the requirements, and never has two at the same key.</summary>
    public bool IsAble(Computation computation, PeerAccount peer)
    {
        if (!computation.Requirements.AreMetBy(peer) || computation.WasTriedBy(peer, state.Now)) return false;
        if (peer.Overdue > 0 && peer.Active.Exists(a => a.IsOverdue && a.Computation.Key == computation.Key)) return false;
        if (!computation.HadTwin) return true;
        for (var twin = state.Computations.GetValueOrDefault(computation.Key); twin is not null; twin = twin.Twin)
        {
            if (twin.IsWith(peer)) return false;
        }
        return true;
    }

    private PeerKernel? ChooseNamed(Computation computation)
    {
        PeerKernel? best = null;
        var least = double.MaxValue;
        foreach (var id in computation.Requirements.Peers)
        {
            if (state.Peers.TryGetValue(id, out var peer) && peer.Kernels[computation.Kernel.Index] is { RoomIndex: >= 0 } kernel) Consider(computation, kernel, ref best, ref least);
        }
        return best;
    }

    private void Consider(Computation computation, PeerKernel candidate, ref PeerKernel? best, ref double least)
    {
        if (!IsAble(computation, candidate.Peer)) return;
        var time = ExpectedCompletion(computation, candidate);
        if (best is not null && (time > least || (time == least && best.Peer.Id.CompareTo(candidate.Peer.Id) < 0))) return;
        best = candidate;
        least = time;
    }

    private double ExpectedCompletion(Computation computation, PeerKernel candidate)
    {
        var peer = candidate.Peer;
        double time = peer.Wait + candidate.Expect(computation.ExpectedUnits);
        if (computation.Transfers is { } transfers)
        {
            foreach (var (hash, length) in transfers)
            {
                if (peer.Blobs?.Contains(hash) != true) time += length * MicrosecondsPerByte;
            }
        }
        return time / peer.Availability(state.Now);
    }
}
