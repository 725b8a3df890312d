using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Building;

/// <summary>Primitives that lie side by side in the builder's array.</summary>
internal struct PrimitiveSet
{
    /// <summary>The first one's place.</summary>
    public int First;

    /// <summary>How many there are.</summary>
    public int Count;

    /// <summary>In which of the two arrays they are.</summary>
    public int Side;

    /// <summary>What is around them.</summary>
    public Box Bounds;

    /// <summary>What is around their middles, all coordinates doubled.</summary>
    public Box Middles;

    /// <summary>A set without primitives.</summary>
    public static PrimitiveSet EmptyAt(int first, int side) => new() { First = first, Side = side, Bounds = Box.Empty, Middles = Box.Empty };

    /// <summary>Makes room in the boxes; the count is the caller's.</summary>
    public void Add(in PrimitiveBox primitive)
    {
        Bounds.Add(primitive.Sides);
        var middle = primitive.Middle();
        Middles.Add(Vector256.Create(middle, -middle));
    }
}
