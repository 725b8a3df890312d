namespace P2C2R.Grid;

/// <summary>Why an attempt was started; decides who pays for it.</summary>
internal enum AttemptPurpose
{
    /// <summary>The gamer asked for it; also one that replaces a lost or failed one.</summary>
    Replica,

    /// <summary>Another one is late.</summary>
    Hedge,

    /// <summary>The others disagree.</summary>
    TieBreak,
}
