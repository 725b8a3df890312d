namespace P2C2R.Grid;

/// <summary>A connection whose hello was accepted: of a gamer or of a peer.</summary>
internal sealed class Session(SessionId id, GamerAccount? gamer, PeerAccount? peer)
{
    public SessionId Id { get; } = id;

    public GamerAccount? Gamer { get; } = gamer;

    public PeerAccount? Peer { get; } = peer;

    /// <summary>Tasks to be acknowledged at the end of the batch.</summary>
    public List<GridTask> Accepted { get; } = [];
}
