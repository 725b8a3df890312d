using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>The operator pays real money into a gamer's account. Repeating it with the same reference does nothing.</summary>
/// <param name="Session">Who says it.</param>
/// <param name="Gamer">Whose account.</param>
/// <param name="Amount">More than 0.</param>
/// <param name="Reference">Names the payment.</param>
public sealed record Deposit(SessionId Session, AccountId Gamer, NanoDollars Amount, string Reference) : Command(Session);
