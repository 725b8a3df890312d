using P2C2R.Peer;

namespace P2C2R.Cli.Peers;

/// <summary>Shows what happens at a peer: to people, or to machines. Safe for threads.</summary>
internal interface IPeerPrinter
{
    /// <summary>An event, as it happens.</summary>
    void Print(PeerEvent happened);

    /// <summary>The figures, at intervals and at the end.</summary>
    void Print(PeerStatistics statistics, bool final);
}
