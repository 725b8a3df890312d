using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Physics.Fluid.Solids;

/// <summary>Something solid that moves as it was told, or stands still; canonical bytes: <c>shape | collider | motion | f32 friction</c>.</summary>
/// <param name="Shape">Its form; of a mesh that stands still in the grid's axes.</param>
/// <param name="Collider">What bodies see of it; nothing where there are none.</param>
/// <param name="Motion">How it moves.</param>
/// <param name="Friction">How it holds the fluid.</param>
internal sealed record SceneObstacle(SolidShape Shape, SceneCollider Collider, SolidMotion Motion, float Friction)
{
    /// <summary>Writes it.</summary>
    public void Write(CanonicalWriter writer)
    {
        Shape.Write(writer);
        Collider.Write(writer);
        Motion.Write(writer);
        writer.F32(Friction);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null for anything else.</summary>
    public static SceneObstacle? Read(ref CanonicalReader reader)
    {
        if (SolidShape.Read(ref reader) is not { } shape || SceneCollider.Read(ref reader) is not { } collider || SolidMotion.Read(ref reader) is not { } motion) return null;
        var friction = reader.F32();
        return friction is >= -1 and <= 1 ? new SceneObstacle(shape, collider, motion, friction) : null;
    }
}
