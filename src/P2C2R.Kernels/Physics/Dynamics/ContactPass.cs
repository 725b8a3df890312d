using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>
/// One Gauss-Seidel pass over a block of contacts: friction first, then the normal impulses of its points one after the other. The points'
/// Jacobians are multiplied beforehand, so that a point's impulse reaches the next ones' velocities directly, and the bodies once.
/// Gaps follow the bodies' motion in first order, along the same Jacobians.
/// </summary>
internal sealed class ContactPass(BodyStore bodies, ConstraintColors colors, ContactBlocks blocks)
{
    /// <summary>Points nearer than this at a step's begin count as touching where velocities are relaxed, m.</summary>
    public const float NearGap = 0.0005f;

    private float _perTime;
    private float _pushSpeed;
    private float _bounceSpeed;

    /// <summary>Before a step's first pass.</summary>
    public void Begin(StepSettings settings) => (_perTime, _pushSpeed, _bounceSpeed) = (settings.Substeps / settings.TimeStep, settings.PushSpeed, settings.BounceSpeed);

    /// <summary>Solves a block.</summary>
    /// <param name="number">Which.</param>
    /// <param name="pushes">Whether overlaps are pushed apart; without, the speed that this gave is taken out again.</param>
    public void Solve(int number, bool pushes)
    {
        ref var block = ref blocks.Blocks[number * ContactBlocks.Size];
        ref var a = ref colors.BodiesA[number * Wide.Count];
        ref var b = ref colors.BodiesB[number * Wide.Count];
        ref var velocities = ref MemoryMarshal.GetArrayDataReference(bodies.Velocities);
        BodyRows.Gather(ref velocities, ref a, out var linearA, out var angularA);
        BodyRows.Gather(ref velocities, ref b, out var linearB, out var angularB);
        var inertiaA = new WideSymmetric(Wide3.Load(ref block, ContactBlocks.InertiaA), Wide3.Load(ref block, ContactBlocks.InertiaA + (3 * Wide.Count)));
        var inertiaB = new WideSymmetric(Wide3.Load(ref block, ContactBlocks.InertiaB), Wide3.Load(ref block, ContactBlocks.InertiaB + (3 * Wide.Count)));
        var needs = blocks.Needs[number];
        if ((needs & BlockNeeds.Roll) != 0) RollingFriction.Solve(ref blocks.Rolls[number * ContactBlocks.RollSize], Push(ref block), inertiaA, inertiaB, ref angularA, ref angularB);
        SolveFriction(ref block, inertiaA, inertiaB, ref linearA, ref angularA, ref linearB, ref angularB);
        if (pushes) SolvePushing(ref block, ref a, ref b, inertiaA, inertiaB, ref linearA, ref angularA, ref linearB, ref angularB);
        else if ((needs & BlockNeeds.Gaps) == 0) SolveResting(ref block, inertiaA, inertiaB, ref linearA, ref angularA, ref linearB, ref angularB);
        else SolveApart(ref block, ref a, ref b, inertiaA, inertiaB, ref linearA, ref angularA, ref linearB, ref angularB);
        BodyRows.Scatter(ref velocities, ref a, linearA, angularA);
        BodyRows.Scatter(ref velocities, ref b, linearB, angularB);
        if ((needs & BlockNeeds.Bounce) != 0) NoteImpulses(ref block, number);
    }

    /// <summary>Gives points that met fast enough the speed that they bounce with.</summary>
    public void Bounce(int number)
    {
        if ((blocks.Needs[number] & BlockNeeds.Bounce) == 0) return;
        ref var block = ref blocks.Blocks[number * ContactBlocks.Size];
        ref var bounce = ref blocks.Bounces[number * ContactBlocks.BounceSize];
        ref var a = ref colors.BodiesA[number * Wide.Count];
        ref var b = ref colors.BodiesB[number * Wide.Count];
        ref var velocities = ref MemoryMarshal.GetArrayDataReference(bodies.Velocities);
        BodyRows.Gather(ref velocities, ref a, out var linearA, out var angularA);
        BodyRows.Gather(ref velocities, ref b, out var linearB, out var angularB);
        var (inertiaA, inertiaB, normal) = (Inertia(ref block, ContactBlocks.InertiaA), Inertia(ref block, ContactBlocks.InertiaB), Wide3.Load(ref block, ContactBlocks.Normal));
        var (massA, massB) = (Wide.Load(ref block, ContactBlocks.InverseMasses), Wide.Load(ref block, ContactBlocks.InverseMasses + Wide.Count));
        var restitution = Wide.Load(ref bounce, 0);
        for (var k = 0; k < 4; k++)
        {
            var at = ContactBlocks.Points + (k * ContactBlocks.PointSize);
            var (jacobianA, jacobianB) = (Wide3.Load(ref block, at), Wide3.Load(ref block, at + (3 * Wide.Count)));
            var approach = Wide.Load(ref bounce, (1 + k) * Wide.Count);
            var bounces = Vector256.LessThan(approach, Wide.All(-_bounceSpeed)) & Vector256.GreaterThan(Wide.Load(ref bounce, (5 + k) * Wide.Count), Vector256<float>.Zero)
                & Vector256.GreaterThan(restitution, Vector256<float>.Zero);
            var speed = Wide3.Dot(normal, linearB - linearA) + Wide3.Dot(jacobianB, angularB) - Wide3.Dot(jacobianA, angularA);
            var old = Wide.Load(ref block, at + ContactBlocks.Impulse);
            var impulse = Wide.Max(old - (Wide.Load(ref block, at + ContactBlocks.Mass) * (speed + (restitution * approach))), Vector256<float>.Zero);
            impulse = Wide.Select(bounces, impulse, old);
            Wide.Store(impulse, ref block, at + ContactBlocks.Impulse);
            var change = impulse - old;
            (linearA, angularA) = (linearA - (normal * (change * massA)), angularA - (inertiaA * (jacobianA * change)));
            (linearB, angularB) = (linearB + (normal * (change * massB)), angularB + (inertiaB * (jacobianB * change)));
        }

        BodyRows.Scatter(ref velocities, ref a, linearA, angularA);
        BodyRows.Scatter(ref velocities, ref b, linearB, angularB);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static WideSymmetric Inertia(ref float block, int at) => new(Wide3.Load(ref block, at), Wide3.Load(ref block, at + (3 * Wide.Count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Impulse(ref float block, int point) => Wide.Load(ref block, ContactBlocks.Points + (point * ContactBlocks.PointSize) + ContactBlocks.Impulse);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Field(ref float block, int point, int field) => Wide.Load(ref block, ContactBlocks.Points + (point * ContactBlocks.PointSize) + field);

    private static Vector256<float> Push(ref float block) => Impulse(ref block, 0) + Impulse(ref block, 1) + Impulse(ref block, 2) + Impulse(ref block, 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SolveFriction(ref float block, WideSymmetric inertiaA, WideSymmetric inertiaB, ref Wide3 linearA, ref Wide3 angularA, ref Wide3 linearB, ref Wide3 angularB)
    {
        var (normal, tangent) = (Wide3.Load(ref block, ContactBlocks.Normal), Wide3.Load(ref block, ContactBlocks.Tangent));
        var second = Wide3.Cross(normal, tangent);
        var (armA, armB) = (Wide3.Load(ref block, ContactBlocks.ArmA), Wide3.Load(ref block, ContactBlocks.ArmB));
        var coefficient = Wide.Load(ref block, ContactBlocks.Coefficient);
        var (i0, i1, i2, i3) = (Impulse(ref block, 0), Impulse(ref block, 1), Impulse(ref block, 2), Impulse(ref block, 3));
        var most = coefficient * (i0 + i1 + i2 + i3);
        var slip = (linearB - linearA) + Wide3.Cross(angularB, armB) - Wide3.Cross(angularA, armA);
        var (x, y) = (Wide3.Dot(slip, tangent), Wide3.Dot(slip, second));
        var (xx, xy, yy) = (Wide.Load(ref block, ContactBlocks.FrictionMass), Wide.Load(ref block, ContactBlocks.FrictionMass + Wide.Count), Wide.Load(ref block, ContactBlocks.FrictionMass + (2 * Wide.Count)));
        var old = Wide3.Load(ref block, ContactBlocks.FrictionImpulses);
        var (newX, newY) = (old.X - ((xx * x) + (xy * y)), old.Y - ((xy * x) + (yy * y)));
        var squared = (newX * newX) + (newY * newY);
        var isMore = Vector256.GreaterThan(squared, most * most);
        var scale = Wide.Select(isMore, most / Vector256.Sqrt(Wide.Select(isMore, squared, Vector256<float>.One)), Vector256<float>.One);
        (newX, newY) = (newX * scale, newY * scale);
        var mostTwist = coefficient * (
            (i0 * Field(ref block, 0, ContactBlocks.Distance)) + (i1 * Field(ref block, 1, ContactBlocks.Distance))
            + (i2 * Field(ref block, 2, ContactBlocks.Distance)) + (i3 * Field(ref block, 3, ContactBlocks.Distance)));
        var twist = old.Z - (Wide.Load(ref block, ContactBlocks.TwistMass) * Wide3.Dot(normal, angularB - angularA));
        twist = Wide.Max(Wide.Min(twist, mostTwist), -mostTwist);
        new Wide3(newX, newY, twist).Store(ref block, ContactBlocks.FrictionImpulses);
        var impulse = (tangent * (newX - old.X)) + (second * (newY - old.Y));
        var about = normal * (twist - old.Z);
        linearA -= impulse * Wide.Load(ref block, ContactBlocks.InverseMasses);
        linearB += impulse * Wide.Load(ref block, ContactBlocks.InverseMasses + Wide.Count);
        angularA -= inertiaA * (Wide3.Cross(armA, impulse) + about);
        angularB += inertiaB * (Wide3.Cross(armB, impulse) + about);
    }

    private void SolvePushing(ref float block, ref int a, ref int b, WideSymmetric inertiaA, WideSymmetric inertiaB, ref Wide3 linearA, ref Wide3 angularA, ref Wide3 linearB, ref Wide3 angularB)
    {
        ref var motions = ref MemoryMarshal.GetArrayDataReference(bodies.Motions);
        BodyRows.Gather(ref motions, ref a, out var movedA, out var turnedA);
        BodyRows.Gather(ref motions, ref b, out var movedB, out var turnedB);
        var normal = Wide3.Load(ref block, ContactBlocks.Normal);
        var (moved, speed) = (Wide3.Dot(normal, movedB - movedA), Wide3.Dot(normal, linearB - linearA));
        var (rate, massScale, impulseScale) = (Wide.Load(ref block, ContactBlocks.Soft), Wide.Load(ref block, ContactBlocks.Soft + Wide.Count), Wide.Load(ref block, ContactBlocks.Soft + (2 * Wide.Count)));
        var (perTime, mostPush) = (Wide.All(_perTime), Wide.All(-_pushSpeed));
        var steps = new PointSteps(speed);
        for (var k = 0; k < 4; k++)
        {
            var at = ContactBlocks.Points + (k * ContactBlocks.PointSize);
            var (jacobianA, jacobianB) = (Wide3.Load(ref block, at), Wide3.Load(ref block, at + (3 * Wide.Count)));
            var gap = Wide.Load(ref block, at + ContactBlocks.Gap) + moved + Wide3.Dot(jacobianB, turnedB) - Wide3.Dot(jacobianA, turnedA);
            var isApart = Vector256.GreaterThan(gap, Vector256<float>.Zero);
            var bias = Wide.Select(isApart, gap * perTime, Wide.Max(gap * rate, mostPush));
            var scale = Wide.Select(isApart, Vector256<float>.One, massScale);
            var leak = Vector256.AndNot(impulseScale, isApart);
            steps.Solve(ref block, k, jacobianA, jacobianB, angularA, angularB, bias, scale, leak);
        }

        steps.Apply(ref block, normal, inertiaA, inertiaB, ref linearA, ref angularA, ref linearB, ref angularB);
    }

    private void SolveApart(ref float block, ref int a, ref int b, WideSymmetric inertiaA, WideSymmetric inertiaB, ref Wide3 linearA, ref Wide3 angularA, ref Wide3 linearB, ref Wide3 angularB)
    {
        ref var motions = ref MemoryMarshal.GetArrayDataReference(bodies.Motions);
        BodyRows.Gather(ref motions, ref a, out var movedA, out var turnedA);
        BodyRows.Gather(ref motions, ref b, out var movedB, out var turnedB);
        var normal = Wide3.Load(ref block, ContactBlocks.Normal);
        var (moved, speed) = (Wide3.Dot(normal, movedB - movedA), Wide3.Dot(normal, linearB - linearA));
        var steps = new PointSteps(speed);
        for (var k = 0; k < 4; k++)
        {
            var at = ContactBlocks.Points + (k * ContactBlocks.PointSize);
            var (jacobianA, jacobianB) = (Wide3.Load(ref block, at), Wide3.Load(ref block, at + (3 * Wide.Count)));
            var start = Wide.Load(ref block, at + ContactBlocks.Gap);
            var gap = start + moved + Wide3.Dot(jacobianB, turnedB) - Wide3.Dot(jacobianA, turnedA);
            var isApart = Vector256.GreaterThan(gap, Vector256<float>.Zero) & Vector256.GreaterThan(start, Wide.All(NearGap));
            steps.Solve(ref block, k, jacobianA, jacobianB, angularA, angularB, (gap * Wide.All(_perTime)) & isApart, Vector256<float>.One, Vector256<float>.Zero);
        }

        steps.Apply(ref block, normal, inertiaA, inertiaB, ref linearA, ref angularA, ref linearB, ref angularB);
    }

    private static void SolveResting(ref float block, WideSymmetric inertiaA, WideSymmetric inertiaB, ref Wide3 linearA, ref Wide3 angularA, ref Wide3 linearB, ref Wide3 angularB)
    {
        var normal = Wide3.Load(ref block, ContactBlocks.Normal);
        var steps = new PointSteps(Wide3.Dot(normal, linearB - linearA));
        for (var k = 0; k < 4; k++)
        {
            var at = ContactBlocks.Points + (k * ContactBlocks.PointSize);
            steps.Solve(ref block, k, Wide3.Load(ref block, at), Wide3.Load(ref block, at + (3 * Wide.Count)), angularA, angularB, Vector256<float>.Zero, Vector256<float>.One, Vector256<float>.Zero);
        }

        steps.Apply(ref block, normal, inertiaA, inertiaB, ref linearA, ref angularA, ref linearB, ref angularB);
    }

    private void NoteImpulses(ref float block, int number)
    {
        ref var bounce = ref blocks.Bounces[number * ContactBlocks.BounceSize];
        for (var k = 0; k < 4; k++) Wide.Store(Wide.Max(Wide.Load(ref bounce, (5 + k) * Wide.Count), Impulse(ref block, k)), ref bounce, (5 + k) * Wide.Count);
    }
}
