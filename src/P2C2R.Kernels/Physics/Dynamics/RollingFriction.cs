using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>A torque against rolling, at most the normal impulse times an arm: fields inertia (xx yy zz), inertia (xy xz yz), impulse (x y z), arm.</summary>
internal static class RollingFriction
{
    /// <summary>Writes the effective inertia: the inverse of the sum of the inverse inertias.</summary>
    public static void Prepare(ref float roll, Vector256<float> arm, WideSymmetric inertiaA, WideSymmetric inertiaB, Vector256<float> isLane)
    {
        var (d, r) = (inertiaA.Diagonal + inertiaB.Diagonal, inertiaA.Rest + inertiaB.Rest);
        var (xx, xy, xz) = ((d.Y * d.Z) - (r.Z * r.Z), (r.Y * r.Z) - (r.X * d.Z), (r.X * r.Z) - (r.Y * d.Y));
        var determinant = (d.X * xx) + (r.X * xy) + (r.Y * xz);
        var turns = isLane & Vector256.GreaterThan(determinant, Vector256<float>.Zero);
        var scale = (Vector256<float>.One / Wide.Select(turns, determinant, Vector256<float>.One)) & turns;
        (new Wide3(xx, (d.X * d.Z) - (r.Y * r.Y), (d.X * d.Y) - (r.X * r.X)) * scale).Store(ref roll, 0);
        (new Wide3(xy, xz, (r.X * r.Y) - (d.X * r.Z)) * scale).Store(ref roll, 3 * Wide.Count);
        Wide.Store(arm, ref roll, 9 * Wide.Count);
    }

    /// <summary>Acts on the angular velocities.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Solve(ref float roll, Vector256<float> push, WideSymmetric inertiaA, WideSymmetric inertiaB, ref Wide3 angularA, ref Wide3 angularB)
    {
        var mass = new WideSymmetric(Wide3.Load(ref roll, 0), Wide3.Load(ref roll, 3 * Wide.Count));
        var old = Wide3.Load(ref roll, 6 * Wide.Count);
        var wanted = old - (mass * (angularB - angularA));
        var most = push * Wide.Load(ref roll, 9 * Wide.Count);
        var squared = Wide3.Dot(wanted, wanted);
        var isMore = Vector256.GreaterThan(squared, most * most);
        wanted *= Wide.Select(isMore, most / Vector256.Sqrt(Wide.Select(isMore, squared, Vector256<float>.One)), Vector256<float>.One);
        wanted.Store(ref roll, 6 * Wide.Count);
        var change = wanted - old;
        angularA -= inertiaA * change;
        angularB += inertiaB * change;
    }
}
