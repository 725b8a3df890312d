namespace P2C2R.Kernels.Physics.Joints;

/// <summary>What some joint of a block has.</summary>
[Flags]
internal enum JointNeeds : byte
{
    /// <summary>Nothing that acts.</summary>
    None = 0,

    /// <summary>A direction along which there is no motion.</summary>
    LinearLocks = 1,

    /// <summary>A direction about which there is no turning.</summary>
    AngularLocks = 2,

    /// <summary>A direction along which there is an end.</summary>
    LinearLimits = 4,

    /// <summary>A direction about which there is an end.</summary>
    AngularLimits = 8,

    /// <summary>A motor.</summary>
    Motors = 16,
}
