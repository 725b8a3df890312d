using System.Runtime.CompilerServices;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Sampling;

/// <summary>Axes at right angles about a unit vector, which is z (T. Duff et al., "Building an Orthonormal Basis, Revisited", JCGT 6(1), 2017).</summary>
internal readonly struct Frame
{
    private readonly Float3 _x;
    private readonly Float3 _y;
    private readonly Float3 _z;

    /// <summary>About a unit vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Frame(Float3 z)
    {
        var sign = z.Z < 0 ? -1f : 1f;
        var a = -1 / (sign + z.Z);
        var b = z.X * z.Y * a;
        _x = new Float3(1 + (sign * z.X * z.X * a), sign * b, -sign * z.X);
        _y = new Float3(b, sign + (z.Y * z.Y * a), -z.Y);
        _z = z;
    }

    /// <summary>From these axes to the world's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3 ToWorld(Float3 local) => (_x * local.X) + (_y * local.Y) + (_z * local.Z);

    /// <summary>From the world's axes to these.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3 ToLocal(Float3 world) => new(Float3.Dot(_x, world), Float3.Dot(_y, world), Float3.Dot(_z, world));
}
