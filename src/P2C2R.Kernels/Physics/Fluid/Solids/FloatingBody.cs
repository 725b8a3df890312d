using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.RigidBody;

namespace P2C2R.Kernels.Physics.Fluid.Solids;

/// <summary>
/// A rigid body in the fluid, at the beginning. Canonical bytes: <c>shape | collider | f32 position (3), rotation (4), velocity (3), angular velocity (3), mass, surface, friction,
/// restitution</c>.
/// </summary>
/// <param name="Shape">What the fluid sees.</param>
/// <param name="Collider">What other bodies and the tank see: the same, or the hull of a mesh.</param>
/// <param name="Position">Its origin.</param>
/// <param name="Rotation">From its axes to the grid's.</param>
/// <param name="Velocity">Of its centre of mass, cells a second.</param>
/// <param name="AngularVelocity">Radians a second.</param>
/// <param name="Mass">In masses of a particle.</param>
/// <param name="Surface">How it holds the fluid.</param>
/// <param name="Friction">Against what is solid.</param>
/// <param name="Restitution">Against what is solid.</param>
internal sealed record FloatingBody(SolidShape Shape, SceneCollider Collider, Float3 Position, Rotation Rotation, Float3 Velocity, Float3 AngularVelocity, float Mass, float Surface, float Friction, float Restitution)
{
    /// <summary>Writes it.</summary>
    public void Write(CanonicalWriter writer)
    {
        Shape.Write(writer);
        Collider.Write(writer);
        foreach (var value in (ReadOnlySpan<float>)[Position.X, Position.Y, Position.Z, Rotation.X, Rotation.Y, Rotation.Z, Rotation.W, Velocity.X, Velocity.Y, Velocity.Z, AngularVelocity.X, AngularVelocity.Y, AngularVelocity.Z, Mass, Surface, Friction, Restitution]) writer.F32(value);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null for anything else.</summary>
    public static FloatingBody? Read(ref CanonicalReader reader)
    {
        if (SolidShape.Read(ref reader) is not { } shape || SceneCollider.Read(ref reader) is not { } collider) return null;
        var position = new Float3(reader.F32(), reader.F32(), reader.F32());
        var rotation = new Rotation(reader.F32(), reader.F32(), reader.F32(), reader.F32());
        var (velocity, angular) = (new Float3(reader.F32(), reader.F32(), reader.F32()), new Float3(reader.F32(), reader.F32(), reader.F32()));
        var body = new FloatingBody(shape, collider, position, rotation, velocity, angular, reader.F32(), reader.F32(), reader.F32(), reader.F32());
        return !reader.Failed && body.IsSane() ? body : null;
    }

    private bool IsSane()
    {
        var turn = (Rotation.X * Rotation.X) + (Rotation.Y * Rotation.Y) + (Rotation.Z * Rotation.Z) + (Rotation.W * Rotation.W);
        return Math.Abs(turn - 1) < 1e-3f && Position.LengthSquared < 1e12f && Velocity.LengthSquared < 1e12f && AngularVelocity.LengthSquared < 1e12f
            && Mass is >= RigidLimits.MinMass and <= RigidLimits.MaxMass && Surface is >= -1 and <= 1 && Friction is >= 0 and <= RigidLimits.MaxFriction && Restitution is >= 0 and <= 1;
    }
}
