namespace P2C2R.Protocol;

/// <summary>Peer to coordinator: finish what I have, send nothing new.</summary>
public sealed record Drain : Message
{
}
