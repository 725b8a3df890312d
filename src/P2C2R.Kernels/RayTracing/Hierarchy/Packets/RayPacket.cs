using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Packets;

/// <summary>Sixteen rays that go the same way along each axis, farthest along the same one; each lane has what <see cref="RayFrame"/> has of its ray, bit for bit.</summary>
internal unsafe struct RayPacket
{
    /// <summary>How many rays there are.</summary>
    public const int Width = 16;

    /// <summary>Rays in the tree's space, axis by axis.</summary>
    public PacketAxis X, Y, Z;

    /// <summary>Hits up to it don't count.</summary>
    public Vector512<float> Nearest;

    /// <summary>Hits behind it don't count any more.</summary>
    public Vector512<float> Farthest;

    /// <summary>The shear.</summary>
    public Vector512<float> ShearX, ShearY, ShearZ;

    /// <summary>The axes in the order of the shear.</summary>
    public int AxisX, AxisY, AxisZ;

    /// <summary>A bit for each axis down which the rays go.</summary>
    public uint Down;

    /// <summary>Works out sixteen rays.</summary>
    /// <param name="rays">The first of them.</param>
    /// <param name="low">The least corner of what they may hit.</param>
    /// <param name="high">The greatest corner.</param>
    /// <param name="packet">Receives them.</param>
    /// <returns>Whether they go the same way, and all can hit something.</returns>
    [SkipLocalsInit]
    public static bool TryMake(Ray* rays, Vector128<float> low, Vector128<float> high, out RayPacket packet)
    {
        Unsafe.SkipInit(out packet);
        var rows = stackalloc float[8 * Width];
        for (var i = 0; i < Width; i++)
        {
            var (o, d, nearest, farthest) = rays[i];
            (rows[i], rows[i + 16], rows[i + 32], rows[i + 48]) = (o.X, o.Y, o.Z, d.X);
            (rows[i + 64], rows[i + 80], rows[i + 96], rows[i + 112]) = (d.Y, d.Z, nearest, farthest);
        }

        packet.Nearest = Vector512.Load(rows + 96);
        packet.Farthest = Vector512.Load(rows + 112);
        var lengthX = Vector512.Abs(Vector512.Load(rows + 48));
        var lengthY = Vector512.Abs(Vector512.Load(rows + 64));
        var lengthZ = Vector512.Abs(Vector512.Load(rows + 80));
        var longest = Greater(Greater(lengthX, lengthY), lengthZ);
        if (!AreUsable(rows, longest, packet) || !packet.SetAxes(rows, lengthX, lengthY, longest)) return false;
        var reach = Greater(Greater(ReachAlong(rows, low.GetElement(0), high.GetElement(0)), ReachAlong(rows + 16, low.GetElement(1), high.GetElement(1))), ReachAlong(rows + 32, low.GetElement(2), high.GetElement(2)));
        var least = longest * Vector512.Create(RayFrame.LeastShare);
        packet.X = new PacketAxis(Vector512.Load(rows), Vector512.Load(rows + 48), least, reach);
        packet.Y = new PacketAxis(Vector512.Load(rows + 16), Vector512.Load(rows + 64), least, reach);
        packet.Z = new PacketAxis(Vector512.Load(rows + 32), Vector512.Load(rows + 80), least, reach);
        return true;
    }

    /// <summary>The greater of lanes, none of which is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Greater(Vector512<float> a, Vector512<float> b) => Vector512.ConditionalSelect(Vector512.GreaterThan(a, b), a, b);

    /// <summary>The lesser of lanes, none of which is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Lesser(Vector512<float> a, Vector512<float> b) => Vector512.ConditionalSelect(Vector512.LessThan(a, b), a, b);

    private static bool AreUsable(float* rows, Vector512<float> longest, in RayPacket packet)
    {
        var usable = Vector512.LessThan(packet.Nearest, packet.Farthest) & Vector512.GreaterThanOrEqual(longest, Vector512.Create(RayFrame.LeastDirection));
        for (var row = 0; row < 3; row++)
        {
            usable &= Vector512.LessThanOrEqual(Vector512.Abs(Vector512.Load(rows + (16 * row))), Vector512.Create(SceneHierarchy.MaxCoordinate));
            usable &= Vector512.LessThanOrEqual(Vector512.Abs(Vector512.Load(rows + 48 + (16 * row))), Vector512.Create(RayFrame.MostDirection));
        }

        return usable.ExtractMostSignificantBits() == 0xFFFF;
    }

    private bool SetAxes(float* rows, Vector512<float> lengthX, Vector512<float> lengthY, Vector512<float> longest)
    {
        Down = 0;
        for (var axis = 0; axis < 3; axis++)
        {
            var down = Vector512.Load(rows + 48 + (16 * axis)).ExtractMostSignificantBits();
            if (down is not (0 or 0xFFFF)) return false;
            Down |= (uint)(down & 1) << axis;
        }

        // The first of the longest, as with one ray.
        var (isX, isY) = (Vector512.Equals(lengthX, longest).ExtractMostSignificantBits(), Vector512.Equals(lengthY, longest).ExtractMostSignificantBits());
        if (isX is not (0 or 0xFFFF) || (isX == 0 && isY is not (0 or 0xFFFF))) return false;
        AxisZ = isX != 0 ? 0 : isY != 0 ? 1 : 2;
        var row = (4 * AxisZ) + (int)(((Down >> AxisZ) & 1) * 2);
        (AxisX, AxisY) = (RayFrame.Axes[row], RayFrame.Axes[row + 1]);
        var along = Vector512.Load(rows + 48 + (16 * AxisZ));
        ShearX = Vector512.Load(rows + 48 + (16 * AxisX)) / along;
        ShearY = Vector512.Load(rows + 48 + (16 * AxisY)) / along;
        ShearZ = Vector512<float>.One / along;
        return true;
    }

    private static Vector512<float> ReachAlong(float* origin, float low, float high)
    {
        var o = Vector512.Load(origin);
        return Greater(Vector512.Abs(Vector512.Create(low) - o), Vector512.Abs(Vector512.Create(high) - o));
    }
}
