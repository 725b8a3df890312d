namespace P2C2R.Kernels.Physics.Joints;

/// <summary>What a <see cref="JointRow"/> is for.</summary>
internal enum JointRole : byte
{
    /// <summary>Nothing: the direction is free.</summary>
    None,

    /// <summary>Keeps the error at 0.</summary>
    Lock,

    /// <summary>Keeps the error from falling below 0.</summary>
    Limit,

    /// <summary>Keeps a speed, as far as its strength goes.</summary>
    Motor,
}
