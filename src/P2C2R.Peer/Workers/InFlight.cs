namespace P2C2R.Peer.Workers;

/// <summary>An item as it was sent to a worker. The item may have moved on since.</summary>
/// <param name="Sequence">What the worker will answer to.</param>
/// <param name="Item">The item.</param>
/// <param name="ExpectedNs">Nanoseconds expected.</param>
/// <param name="Bytes">Bytes of its frame.</param>
internal readonly record struct InFlight(long Sequence, WorkItem Item, long ExpectedNs, int Bytes)
{
    /// <summary>Whether the worker's answer is still the one that counts.</summary>
    public bool Current => Item.Sequence == Sequence && Item.Phase == WorkPhase.Assigned;
}
