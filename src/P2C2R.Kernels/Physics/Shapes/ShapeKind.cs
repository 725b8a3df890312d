namespace P2C2R.Kernels.Physics.Shapes;

/// <summary>What a <see cref="Shape"/> is to the narrow phase. Cylinders are hulls, height fields are meshes.</summary>
internal enum ShapeKind
{
    /// <summary>A point with a radius.</summary>
    Sphere,

    /// <summary>A segment along y with a radius.</summary>
    Capsule,

    /// <summary>Three half extents.</summary>
    Box,

    /// <summary>Flat faces around points.</summary>
    Hull,

    /// <summary>Triangles that do not move.</summary>
    Mesh,
}
