using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>The blobs that a peer is thought to hold: those it announced and those it was sent to fetch, the oldest forgotten first.</summary>
internal sealed class HeldBlobs
{
    private readonly HashSet<Sha256Hash> _set = [];
    private readonly Queue<Sha256Hash> _order = new();

    public bool Contains(Sha256Hash blob) => _set.Contains(blob);

    public void Add(Sha256Hash blob)
    {
        if (!_set.Add(blob)) return;
        _order.Enqueue(blob);
        if (_order.Count > Limits.MaxHeldBlobs) _set.Remove(_order.Dequeue());
    }
}
