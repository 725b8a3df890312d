using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Connections;

/// <summary>Whom a token names.</summary>
/// <param name="Account">The account.</param>
/// <param name="Role">Gamer or peer.</param>
/// <param name="Name">As given.</param>
internal sealed record AccountHolder(AccountId Account, AccountRole Role, string Name);
