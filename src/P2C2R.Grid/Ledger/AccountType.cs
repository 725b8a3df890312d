namespace P2C2R.Grid;

/// <summary>What an account of the ledger is for. Numbers are stored and only appended.</summary>
public enum AccountType
{
    /// <summary>The rest of the world: money that came in from outside, or went out. The only account that may be negative, with <see cref="PromotionalPool"/>.</summary>
    World = 0,

    /// <summary>Where promotional credit comes from; minus what was ever granted, never below minus the cap.</summary>
    PromotionalPool = 1,

    /// <summary>The coordinator's fees, and the budget for hedges and tie-breaks.</summary>
    Fees = 2,

    /// <summary>What a gamer can spend.</summary>
    Gamer = 3,

    /// <summary>What a peer has earned and is not released yet.</summary>
    PeerHeld = 4,

    /// <summary>What a peer can be paid out.</summary>
    PeerReleased = 5,

    /// <summary>The price cap of a live task.</summary>
    Escrow = 6,
}
