namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>What moves a body.</summary>
internal enum BodyKind : byte
{
    /// <summary>Nothing.</summary>
    Static,

    /// <summary>Its own velocity, whatever it meets.</summary>
    Kinematic,

    /// <summary>Forces, contacts and joints.</summary>
    Dynamic,
}
