using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Joints;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Tests.Kernels.Physics.Dynamics;

/// <summary>Dolls of eleven limbs: ball joints at hips, shoulders and neck, hinges with limits at knees and elbows.</summary>
internal static class Ragdolls
{
    public const int Limbs = 11;

    /// <summary>A square of dolls that fall on a floor, body 0.</summary>
    public static RigidWorld Crowd(int side, int threads = 1)
    {
        var world = Scene.WithFloor(threads: threads);
        for (var i = 0; i < side * side; i++) Add(world, new((i % side) * 1.3f, 2 + (0.4f * (i % 3)), (i / side) * 0.7f), 0.3f * i);
        return world;
    }

    private static void Add(RigidWorld world, Float3 at, float lean)
    {
        var turn = Rotation.About(new(0.4f * MathF.Sin(lean), lean, 0.5f));
        int Limb(float x, float y, float half, float radius) => world.Add(new BodyDescription { Position = at + turn.Turn(new(x, y, 0)), Rotation = turn, Parts = [new BodyPart(Shape.Capsule(half, radius), 0.8f)] });
        void Join(JointKind kind, int a, int b, float x, float y, JointRange range) => world.Add(new JointDescription
        {
            Kind = kind,
            BodyA = a,
            BodyB = b,
            Anchor = at + turn.Turn(new(x, y, 0)),
            Axis = turn.Turn(new(1, 0, 0)),
            Ranges = JointDescription.RangesOf(kind, range),
        });
        var chest = Limb(0, 0.25f, 0.12f, 0.15f);
        var hips = Limb(0, -0.12f, 0.05f, 0.13f);
        var head = Limb(0, 0.72f, 0.04f, 0.1f);
        Join(JointKind.Fixed, chest, hips, 0, 0, default);
        Join(JointKind.Ball, chest, head, 0, 0.55f, default);
        foreach (var side in (float[])[-1, 1])
        {
            var (upper, lower) = (Limb(side * 0.24f, 0.22f, 0.12f, 0.05f), Limb(side * 0.24f, -0.16f, 0.12f, 0.045f));
            Join(JointKind.Ball, chest, upper, side * 0.22f, 0.38f, default);
            Join(JointKind.Hinge, upper, lower, side * 0.24f, 0.03f, new(0, 2.4f));
            var (thigh, shin) = (Limb(side * 0.1f, -0.48f, 0.15f, 0.07f), Limb(side * 0.1f, -0.94f, 0.16f, 0.055f));
            Join(JointKind.Ball, hips, thigh, side * 0.1f, -0.26f, default);
            Join(JointKind.Hinge, thigh, shin, side * 0.1f, -0.7f, new(-2.4f, 0));
        }
    }
}
