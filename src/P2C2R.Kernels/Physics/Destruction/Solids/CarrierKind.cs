namespace P2C2R.Kernels.Physics.Destruction.Solids;

/// <summary>What defines a line.</summary>
internal enum CarrierKind : byte
{
    /// <summary>Two corners of the solid.</summary>
    Edge,

    /// <summary>A triangle of the solid and a plane.</summary>
    Triangle,

    /// <summary>Two planes.</summary>
    Planes,
}
