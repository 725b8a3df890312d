namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>What some of a block's contacts need and most contacts don't.</summary>
[Flags]
internal enum BlockNeeds : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A point is apart, and must not be stopped before it arrives.</summary>
    Gaps = 1,

    /// <summary>Restitution.</summary>
    Bounce = 2,

    /// <summary>Rolling friction.</summary>
    Roll = 4,
}
