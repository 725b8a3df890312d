using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.BroadPhase;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>A shape on a body.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="Position">Where on the body.</param>
/// <param name="Rotation">How turned on the body.</param>
/// <param name="Material">What it is made of.</param>
/// <param name="Filter">What it meets.</param>
internal sealed record BodyPart(Shape Shape, Float3 Position, Rotation Rotation, Material Material, CollisionFilter Filter)
{
    /// <summary>A shape at a body's origin that meets everything.</summary>
    public BodyPart(Shape shape, float friction = 0.6f, float restitution = 0)
        : this(shape, default, Rotation.Identity, new(friction, restitution, 0), CollisionFilter.All)
    {
    }
}
