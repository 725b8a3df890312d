namespace P2C2R.Protocol;

/// <summary>Gamer or peer to coordinator: my money.</summary>
public sealed record GetAccount : Message
{
}
