using System.Runtime.InteropServices;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>
/// A node of a tree with up to eight children, in two cache lines. Boxes are compressed as H. Ylitie, T. Karras and S. Laine do in
/// "Efficient Incoherent Ray Traversal on GPUs Through Compressed Wide BVHs" (High-Performance Graphics 2017): each plane is a byte,
/// a step of a grid over the node's own box. A plane is Origin + step * Scale in binary32, rounded twice; the builder sees to it
/// that the box which comes out holds the child.
/// </summary>
/// <remarks>Its memory is written field by field, little-endian, never as it lies here.</remarks>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
internal unsafe struct WideNode
{
    /// <summary>How many children there may be.</summary>
    public const int Width = 8;

    /// <summary>Its size in memory.</summary>
    public const int Bytes = 128;

    /// <summary>Where the planes of an axis start.</summary>
    public const int PlanesOfAxis = 3 * Width;

    /// <summary>The grid's least corner.</summary>
    public fixed float Origin[3];

    /// <summary>The grid's step along each axis.</summary>
    public fixed float Scale[3];

    /// <summary>
    /// For each axis eight low planes, eight high planes and the eight low ones again: sixteen bytes from the start are near and far
    /// planes for a ray that goes up the axis, sixteen bytes from the ninth for one that goes down.
    /// </summary>
    public fixed byte Planes[3 * PlanesOfAxis];

    /// <summary>What the children are, as <see cref="NodeReference"/> has it.</summary>
    public fixed uint Children[Width];
}
