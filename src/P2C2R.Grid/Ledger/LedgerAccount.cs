using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>Names an account of the double-entry ledger.</summary>
/// <param name="Type">What it is for.</param>
/// <param name="Ledger">In which ledger; transfers never cross ledgers.</param>
/// <param name="Owner">The gamer's or peer's <see cref="AccountId"/>, the task's number for <see cref="AccountType.Escrow"/>, else 0.</param>
public readonly record struct LedgerAccount(AccountType Type, LedgerKind Ledger, long Owner);
