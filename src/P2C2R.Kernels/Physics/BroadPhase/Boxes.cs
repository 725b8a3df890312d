using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.BroadPhase;

/// <summary>Upright boxes.</summary>
internal static class Boxes
{
    /// <summary>Whether two of an array meet: rows of <c>low x y z _ | high x y z _</c>, of which the fourth numbers are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Meet(ref float boxes, int a, int b)
    {
        var (lowA, highA) = (Vector128.LoadUnsafe(ref boxes, (nuint)(uint)a), Vector128.LoadUnsafe(ref boxes, (nuint)(uint)(a + 4)));
        var (lowB, highB) = (Vector128.LoadUnsafe(ref boxes, (nuint)(uint)b), Vector128.LoadUnsafe(ref boxes, (nuint)(uint)(b + 4)));
        return ((Vector128.GreaterThan(lowA, highB) | Vector128.GreaterThan(lowB, highA)).AsInt32()) == Vector128<int>.Zero;
    }

    /// <summary>The smallest one around a shape; a little greater for meshes.</summary>
    public static (Float3 Low, Float3 High) Around(Shape shape, Float3 position, Matrix3 turn)
    {
        if (shape.Kind == ShapeKind.Hull) return AroundHull(shape.Hull!, position, turn);
        Float3 extent;
        if (shape.Kind == ShapeKind.Mesh)
        {
            position += turn * ((shape.Low + shape.High) * 0.5f);
            extent = Extent(turn, (shape.High - shape.Low) * 0.5f);
        }
        else
        {
            extent = Extent(turn, shape.Half) + new Float3(shape.Radius, shape.Radius, shape.Radius);
        }

        return (position - extent, position + extent);
    }

    private static Float3 Extent(Matrix3 turn, Float3 half)
    {
        var (x, y, z) = (turn.X * half.X, turn.Y * half.Y, turn.Z * half.Z);
        return new(Math.Abs(x.X) + Math.Abs(y.X) + Math.Abs(z.X), Math.Abs(x.Y) + Math.Abs(y.Y) + Math.Abs(z.Y), Math.Abs(x.Z) + Math.Abs(y.Z) + Math.Abs(z.Z));
    }

    private static (Float3 Low, Float3 High) AroundHull(ConvexHull hull, Float3 position, Matrix3 turn)
    {
        var (lowX, highX) = Range(hull, turn.Row0);
        var (lowY, highY) = Range(hull, turn.Row1);
        var (lowZ, highZ) = Range(hull, turn.Row2);
        return (position + new Float3(lowX, lowY, lowZ), position + new Float3(highX, highY, highZ));
    }

    /// <summary>How far a hull reaches along a direction, both ways.</summary>
    public static (float Low, float High) Range(ConvexHull hull, Float3 direction)
    {
        ref var start = ref hull.Vertices[0];
        var padded = hull.PaddedVertices;
        var (x, y, z) = (Wide.All(direction.X), Wide.All(direction.Y), Wide.All(direction.Z));
        var (low, high) = (Wide.All(float.PositiveInfinity), Wide.All(float.NegativeInfinity));
        for (var i = 0; i < padded; i += Wide.Count)
        {
            var along = (Wide.Load(ref start, i) * x) + (Wide.Load(ref start, i + padded) * y) + (Wide.Load(ref start, i + (2 * padded)) * z);
            (low, high) = (Wide.Min(low, along), Wide.Max(high, along));
        }

        // The least and the greatest of eight are the same in any order.
        Span<float> lanes = stackalloc float[2 * Wide.Count];
        Wide.Store(low, ref lanes[0], 0);
        Wide.Store(high, ref lanes[0], Wide.Count);
        var (least, most) = (lanes[0], lanes[Wide.Count]);
        for (var i = 1; i < Wide.Count; i++) (least, most) = (lanes[i] < least ? lanes[i] : least, lanes[Wide.Count + i] > most ? lanes[Wide.Count + i] : most);
        return (least, most);
    }
}
