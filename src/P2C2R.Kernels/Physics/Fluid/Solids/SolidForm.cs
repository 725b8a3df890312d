namespace P2C2R.Kernels.Physics.Fluid.Solids;

/// <summary>Forms of solids; the numbers are canonical.</summary>
internal enum SolidForm : byte
{
    /// <summary>A ball around its origin.</summary>
    Sphere,

    /// <summary>A box around its origin, along its axes.</summary>
    Box,

    /// <summary>A closed mesh, as a distance field.</summary>
    Mesh,
}
