namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>Kinds of shapes in a scene; the numbers are canonical.</summary>
internal enum SceneForm : byte
{
    /// <summary>Radius.</summary>
    Sphere,

    /// <summary>Half length without the round ends, radius; along y.</summary>
    Capsule,

    /// <summary>Half extents.</summary>
    Box,

    /// <summary>Half length, radius; along y.</summary>
    Cylinder,

    /// <summary>The hull of points.</summary>
    Hull,

    /// <summary>Triangles; for bodies that don't move.</summary>
    Mesh,
}
