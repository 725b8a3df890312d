using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.Joints;

/// <summary>Three directions of a joint that are all locked.</summary>
internal static class JointBlock
{
    /// <summary>Their effective mass as a matrix; zero where they aren't all locked.</summary>
    public static Symmetric3 Mass(BodyStore bodies, HeldJoint joint, ReadOnlySpan<JointRow> rows)
    {
        foreach (var row in rows)
        {
            if (row.Role != JointRole.Lock) return default;
        }

        var (inertiaA, inertiaB) = (bodies.WorldInverse(joint.A), bodies.WorldInverse(joint.B));
        var mass = rows[0].Linear == default ? 0 : bodies.InverseMass(joint.A) + bodies.InverseMass(joint.B);
        Span<Float3> turnA = stackalloc Float3[3], turnB = stackalloc Float3[3];
        for (var i = 0; i < 3; i++) (turnA[i], turnB[i]) = (inertiaA * rows[i].AngularA, inertiaB * rows[i].AngularB);
        var inverse = new Symmetric3(
            mass + Product(rows[0], turnA[0], turnB[0]), mass + Product(rows[1], turnA[1], turnB[1]), mass + Product(rows[2], turnA[2], turnB[2]),
            Product(rows[0], turnA[1], turnB[1]), Product(rows[0], turnA[2], turnB[2]), Product(rows[1], turnA[2], turnB[2]));
        return inverse.Inverse();
    }

    private static float Product(in JointRow row, Float3 turnA, Float3 turnB) => Float3.Dot(row.AngularA, turnA) + Float3.Dot(row.AngularB, turnB);
}
