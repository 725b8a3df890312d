namespace P2C2R.Grid;

/// <summary>What an account holder is. Numbers are stored and only appended.</summary>
public enum AccountRole
{
    /// <summary>Pays for computation.</summary>
    Gamer = 0,

    /// <summary>Is paid for computation.</summary>
    Peer = 1,
}
