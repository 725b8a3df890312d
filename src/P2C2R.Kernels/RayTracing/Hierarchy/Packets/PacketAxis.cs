using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Packets;

/// <summary>Sixteen rays along one axis.</summary>
internal struct PacketAxis
{
    /// <summary>The origins.</summary>
    public Vector512<float> Origin;

    /// <summary>The origins for low planes, as <see cref="RayFrame.LowOrigin"/>.</summary>
    public Vector512<float> LowOrigin;

    /// <summary>The origins for high planes.</summary>
    public Vector512<float> HighOrigin;

    /// <summary>1 by the directions.</summary>
    public Vector512<float> Inverse;

    /// <summary>Works them out as <see cref="RayFrame"/> does.</summary>
    public PacketAxis(Vector512<float> origin, Vector512<float> direction, Vector512<float> least, Vector512<float> reach)
    {
        var sign = Vector512.Create(0x8000_0000).AsSingle();
        var isEnough = Vector512.GreaterThanOrEqual(Vector512.Abs(direction), least);
        Origin = origin;
        Inverse = Vector512<float>.One / Vector512.ConditionalSelect(isEnough, direction, least | (direction & sign));
        var margin = RayPacket.Greater(reach * Vector512.Create(RayFrame.MarginShare), Vector512.Abs(origin) * Vector512.Create(RayFrame.OriginShare));
        (LowOrigin, HighOrigin) = (origin + margin, origin - margin);
    }

    /// <summary>Where each ray enters and leaves the space between two planes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Meet(float low, float high, ref Vector512<float> enter, ref Vector512<float> leave)
    {
        var first = (Vector512.Create(low) - LowOrigin) * Inverse;
        var last = (Vector512.Create(high) - HighOrigin) * Inverse;
        enter = RayPacket.Greater(enter, RayPacket.Lesser(first, last));
        leave = RayPacket.Lesser(leave, RayPacket.Greater(first, last));
    }
}
