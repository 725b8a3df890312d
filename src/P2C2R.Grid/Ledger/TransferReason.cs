namespace P2C2R.Grid;

/// <summary>Why money moved. Numbers are stored and only appended.</summary>
public enum TransferReason
{
    /// <summary>Money from outside.</summary>
    Deposit = 0,

    /// <summary>Promotional credit for a new gamer.</summary>
    Grant = 1,

    /// <summary>A task's price cap, set aside at admission.</summary>
    Escrow = 2,

    /// <summary>A peer's pay for an agreeing attempt.</summary>
    Pay = 3,

    /// <summary>The coordinator's fee beside it.</summary>
    Fee = 4,

    /// <summary>The unused rest of a price cap.</summary>
    Refund = 5,

    /// <summary>Held earnings become available.</summary>
    Release = 6,

    /// <summary>The operator's own money for the budget of hedges and tie-breaks.</summary>
    Capital = 7,

    /// <summary>What the bytes stored and moved for a task cost, once, at its end.</summary>
    Data = 8,
}
