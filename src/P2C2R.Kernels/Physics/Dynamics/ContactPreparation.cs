using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.NarrowPhase;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>Makes the blocks of a step from the contacts' rows, and applies the impulses of the step before; brings the impulses back afterwards.</summary>
internal sealed class ContactPreparation(BodyStore bodies, ContactStore contacts, ConstraintColors colors, ContactBlocks blocks)
{
    private Softness _dynamic;
    private Softness _static;

    /// <summary>Sets the stiffness: against unmoved bodies twice as high.</summary>
    public void Begin(StepSettings settings)
    {
        var time = settings.TimeStep / settings.Substeps;
        var frequency = Math.Min(Math.Clamp(0.125f / time, settings.ContactFrequency, 2 * settings.ContactFrequency), 0.25f / time);
        _dynamic = Softness.Of(frequency, settings.ContactDamping, time);
        _static = Softness.Of(2 * frequency, settings.ContactDamping, time);
    }

    /// <summary>Makes a block.</summary>
    public void Prepare(int number)
    {
        ref var rows = ref MemoryMarshal.GetArrayDataReference(contacts.Rows);
        ref var items = ref colors.Contacts[number * Wide.Count];
        ref var block = ref blocks.Blocks[number * ContactBlocks.Size];
        ref var a = ref colors.BodiesA[number * Wide.Count];
        ref var b = ref colors.BodiesB[number * Wide.Count];
        ref var masses = ref MemoryMarshal.GetArrayDataReference(bodies.InverseMasses);
        Wide.Gather(ref masses, ref a, BodyStore.Row, 0, out var axx, out var ayy, out var azz, out var massA);
        Wide.Gather(ref masses, ref a, BodyStore.Row, 4, out var axy, out var axz, out var ayz, out _);
        Wide.Gather(ref masses, ref b, BodyStore.Row, 0, out var bxx, out var byy, out var bzz, out var massB);
        Wide.Gather(ref masses, ref b, BodyStore.Row, 4, out var bxy, out var bxz, out var byz, out _);
        var inertiaA = new WideSymmetric(new(axx, ayy, azz), new(axy, axz, ayz));
        var inertiaB = new WideSymmetric(new(bxx, byy, bzz), new(bxy, bxz, byz));
        Store(ref block, massA, massB, inertiaA, inertiaB);
        Wide.Gather(ref rows, ref items, ContactStore.Row, ContactStore.Normal, out var nx, out var ny, out var nz, out var coefficient);
        var normal = new Wide3(nx, ny, nz);
        normal.Store(ref block, ContactBlocks.Normal);
        Wide.Store(coefficient, ref block, ContactBlocks.Coefficient);
        var isLane = Vector256.GreaterThan(massA + massB, Vector256<float>.Zero);
        var middle = PreparePoints(ref rows, ref items, ref block, ref a, ref b, normal, isLane);
        Couple(ref block, massA + massB, inertiaA, inertiaB, isLane);
        PrepareFriction(ref rows, ref items, ref block, normal, middle, massA + massB, inertiaA, inertiaB, isLane);
        Describe(ref rows, ref items, ref block, number, isLane, inertiaA, inertiaB);
        WarmStart(ref block, ref a, ref b, normal, massA, massB, inertiaA, inertiaB, number);
    }

    /// <summary>Brings the impulses of a block to the contacts' rows.</summary>
    public void Keep(int number)
    {
        ref var rows = ref MemoryMarshal.GetArrayDataReference(contacts.Rows);
        ref var items = ref colors.Contacts[number * Wide.Count];
        ref var block = ref blocks.Blocks[number * ContactBlocks.Size];
        var zero = Vector256<float>.Zero;
        Wide.Scatter(ref rows, ref items, ContactStore.Row, ContactStore.Impulses, Impulse(ref block, 0), Impulse(ref block, 1), Impulse(ref block, 2), Impulse(ref block, 3));
        var (normal, tangent) = (Wide3.Load(ref block, ContactBlocks.Normal), Wide3.Load(ref block, ContactBlocks.Tangent));
        var friction = Wide3.Load(ref block, ContactBlocks.FrictionImpulses);
        var force = (tangent * friction.X) + (Wide3.Cross(normal, tangent) * friction.Y);

        // Adding 0 makes -0 a 0.
        Wide.Scatter(ref rows, ref items, ContactStore.Row, ContactStore.Friction, force.X + zero, force.Y + zero, force.Z + zero, friction.Z + zero);
        if ((blocks.Needs[number] & BlockNeeds.Roll) == 0) return;
        ref var roll = ref blocks.Rolls[number * ContactBlocks.RollSize];
        var torque = Wide3.Load(ref roll, 6 * Wide.Count);
        Wide.Scatter(ref rows, ref items, ContactStore.Row, ContactStore.Rolling, torque.X + zero, torque.Y + zero, torque.Z + zero, zero);
    }

    private static Vector256<float> Impulse(ref float block, int point) => Wide.Load(ref block, ContactBlocks.Points + (point * ContactBlocks.PointSize) + ContactBlocks.Impulse) + Vector256<float>.Zero;

    private void Store(ref float block, Vector256<float> massA, Vector256<float> massB, WideSymmetric inertiaA, WideSymmetric inertiaB)
    {
        Wide.Store(massA, ref block, ContactBlocks.InverseMasses);
        Wide.Store(massB, ref block, ContactBlocks.InverseMasses + Wide.Count);
        inertiaA.Diagonal.Store(ref block, ContactBlocks.InertiaA);
        inertiaA.Rest.Store(ref block, ContactBlocks.InertiaA + (3 * Wide.Count));
        inertiaB.Diagonal.Store(ref block, ContactBlocks.InertiaB);
        inertiaB.Rest.Store(ref block, ContactBlocks.InertiaB + (3 * Wide.Count));
        var zero = Vector256<float>.Zero;
        var isStatic = Vector256.Equals(massA, zero) | Vector256.Equals(massB, zero);
        Wide.Store(Wide.Select(isStatic, Wide.All(_static.BiasRate), Wide.All(_dynamic.BiasRate)), ref block, ContactBlocks.Soft);
        Wide.Store(Wide.Select(isStatic, Wide.All(_static.MassScale), Wide.All(_dynamic.MassScale)), ref block, ContactBlocks.Soft + Wide.Count);
        Wide.Store(Wide.Select(isStatic, Wide.All(_static.ImpulseScale), Wide.All(_dynamic.ImpulseScale)), ref block, ContactBlocks.Soft + (2 * Wide.Count));
    }

    /// <summary>From the second body's centre to the first's.</summary>
    private Wide3 Apart(ref int a, ref int b)
    {
        Span<float> apart = stackalloc float[24];
        for (var i = 0; i < Wide.Count; i++)
        {
            var (first, second) = (Unsafe.Add(ref a, i), Unsafe.Add(ref b, i));
            var offset = first < bodies.Count && second < bodies.Count ? bodies.Centers[first] - bodies.Centers[second] : default;
            (apart[i], apart[8 + i], apart[16 + i]) = (offset.X, offset.Y, offset.Z);
        }

        return Wide3.Load(ref apart[0], 0);
    }

    private (Wide3 A, Wide3 B) PreparePoints(ref float rows, ref int items, ref float block, ref int a, ref int b, Wide3 normal, Vector256<float> isLane)
    {
        var apart = Apart(ref a, ref b);
        var zero = Vector256<float>.Zero;
        var (sum, count) = (new Wide3(zero, zero, zero), zero);
        Wide.Gather(ref rows, ref items, ContactStore.Row, ContactStore.Impulses, out var i0, out var i1, out var i2, out var i3);
        for (var k = 0; k < 4; k++)
        {
            ref var point = ref Unsafe.Add(ref block, ContactBlocks.Points + (k * ContactBlocks.PointSize));
            Wide.Gather(ref rows, ref items, ContactStore.Row, ContactStore.Points + (4 * k), out var x, out var y, out var z, out var gap);
            var isThere = isLane & Vector256.LessThan(gap, Wide.All(ContactStore.NoPoint));
            var arm = new Wide3(x & isThere, y & isThere, z & isThere);
            sum += arm;
            count += Vector256<float>.One & isThere;
            var (jacobianA, jacobianB) = (Wide3.Cross(arm, normal), Wide3.Cross(arm + apart, normal));
            new Wide3(jacobianA.X & isThere, jacobianA.Y & isThere, jacobianA.Z & isThere).Store(ref point, 0);
            new Wide3(jacobianB.X & isThere, jacobianB.Y & isThere, jacobianB.Z & isThere).Store(ref point, 3 * Wide.Count);
            Wide.Store(gap & isThere, ref point, ContactBlocks.Gap);
            Wide.Store(Vector256<float>.One & isThere, ref point, ContactBlocks.Mass);
            Wide.Store((k == 0 ? i0 : k == 1 ? i1 : k == 2 ? i2 : i3) & isThere, ref point, ContactBlocks.Impulse);

        }

        var middle = sum * (Vector256<float>.One / Wide.Max(count, Vector256<float>.One));
        for (var k = 0; k < 4; k++)
        {
            ref var point = ref Unsafe.Add(ref block, ContactBlocks.Points + (k * ContactBlocks.PointSize));
            Wide.Gather(ref rows, ref items, ContactStore.Row, ContactStore.Points + (4 * k), out var x, out var y, out var z, out _);
            var out3 = new Wide3(x, y, z) - middle;
            Wide.Store(Vector256.Sqrt(Wide3.Dot(out3, out3)) & Vector256.GreaterThan(Wide.Load(ref point, ContactBlocks.Mass), zero), ref point, ContactBlocks.Distance);
        }

        return (middle, middle + apart);
    }

    private static void Couple(ref float block, Vector256<float> mass, WideSymmetric inertiaA, WideSymmetric inertiaB, Vector256<float> isLane)
    {
        var coupling = ContactBlocks.Coupling;
        for (var k = 0; k < 4; k++)
        {
            var at = ContactBlocks.Points + (k * ContactBlocks.PointSize);
            var (a, b) = (Wide3.Load(ref block, at), Wide3.Load(ref block, at + (3 * Wide.Count)));
            var (turnA, turnB) = (inertiaA * a, inertiaB * b);
            var own = mass + Wide3.Dot(a, turnA) + Wide3.Dot(b, turnB);
            var isThere = isLane & Vector256.GreaterThan(Wide.Load(ref block, at + ContactBlocks.Mass), Vector256<float>.Zero);
            Wide.Store((Vector256<float>.One / Wide.Select(isThere, own, Vector256<float>.One)) & isThere, ref block, at + ContactBlocks.Mass);
            for (var l = k + 1; l < 4; l++, coupling += Wide.Count)
            {
                var other = ContactBlocks.Points + (l * ContactBlocks.PointSize);
                Wide.Store(mass + Wide3.Dot(turnA, Wide3.Load(ref block, other)) + Wide3.Dot(turnB, Wide3.Load(ref block, other + (3 * Wide.Count))), ref block, coupling);
            }
        }
    }

    private static void PrepareFriction(
        ref float rows, ref int items, ref float block, Wide3 normal, (Wide3 A, Wide3 B) middle, Vector256<float> mass, WideSymmetric inertiaA, WideSymmetric inertiaB, Vector256<float> isLane)
    {
        middle.A.Store(ref block, ContactBlocks.ArmA);
        middle.B.Store(ref block, ContactBlocks.ArmB);
        var one = Vector256<float>.One;

        // Duff et al., "Building an orthonormal basis, revisited", 2017.
        var sign = Wide.Select(Vector256.LessThan(normal.Z, Vector256<float>.Zero), -one, one);
        var share = -one / (sign + normal.Z);
        var tangent = new Wide3(one + (sign * normal.X * normal.X * share), sign * normal.X * normal.Y * share, -(sign * normal.X));
        var second = Wide3.Cross(normal, tangent);
        tangent.Store(ref block, ContactBlocks.Tangent);
        var (a1, b1, a2, b2) = (Wide3.Cross(middle.A, tangent), Wide3.Cross(middle.B, tangent), Wide3.Cross(middle.A, second), Wide3.Cross(middle.B, second));
        var (turnA, turnB) = (inertiaA * a1, inertiaB * b1);
        var xx = mass + Wide3.Dot(a1, turnA) + Wide3.Dot(b1, turnB);
        var xy = Wide3.Dot(a2, turnA) + Wide3.Dot(b2, turnB);
        var yy = mass + Wide3.Dot(a2, inertiaA * a2) + Wide3.Dot(b2, inertiaB * b2);
        var scale = one / Wide.Select(isLane, (xx * yy) - (xy * xy), one);
        Wide.Store((yy * scale) & isLane, ref block, ContactBlocks.FrictionMass);
        Wide.Store((-(xy * scale)) & isLane, ref block, ContactBlocks.FrictionMass + Wide.Count);
        Wide.Store((xx * scale) & isLane, ref block, ContactBlocks.FrictionMass + (2 * Wide.Count));
        var twist = Wide3.Dot(normal, inertiaA * normal) + Wide3.Dot(normal, inertiaB * normal);
        var turns = isLane & Vector256.GreaterThan(twist, Vector256<float>.Zero);
        Wide.Store((one / Wide.Select(turns, twist, one)) & turns, ref block, ContactBlocks.TwistMass);
        Wide.Gather(ref rows, ref items, ContactStore.Row, ContactStore.Friction, out var x, out var y, out var z, out var about);
        var old = new Wide3(x, y, z);
        new Wide3(Wide3.Dot(old, tangent), Wide3.Dot(old, second), about).Store(ref block, ContactBlocks.FrictionImpulses);
    }

    private void Describe(ref float rows, ref int items, ref float block, int number, Vector256<float> isLane, WideSymmetric inertiaA, WideSymmetric inertiaB)
    {
        Wide.Gather(ref rows, ref items, ContactStore.Row, ContactStore.Surface, out var restitution, out var rolling, out _, out _);
        var zero = Vector256<float>.Zero;
        var needs = BlockNeeds.None;
        if (Vector256.GreaterThanAny(restitution & isLane, zero)) needs |= BlockNeeds.Bounce;
        if (Vector256.GreaterThanAny(rolling & isLane, zero)) needs |= BlockNeeds.Roll;
        for (var k = 0; k < 4; k++)
        {
            if (Vector256.GreaterThanAny(Wide.Load(ref block, ContactBlocks.Points + (k * ContactBlocks.PointSize) + ContactBlocks.Gap), Wide.All(ContactPass.NearGap))) needs |= BlockNeeds.Gaps;
        }

        blocks.Needs[number] = needs;
        if ((needs & BlockNeeds.Bounce) != 0) Wide.Store(restitution & isLane, ref blocks.Bounces[number * ContactBlocks.BounceSize], 0);
        if ((needs & BlockNeeds.Roll) == 0) return;
        ref var roll = ref blocks.Rolls[number * ContactBlocks.RollSize];
        RollingFriction.Prepare(ref roll, rolling & isLane, inertiaA, inertiaB, isLane);
        Wide.Gather(ref rows, ref items, ContactStore.Row, ContactStore.Rolling, out var x, out var y, out var z, out _);
        new Wide3(x, y, z).Store(ref roll, 6 * Wide.Count);
    }

    private void WarmStart(ref float block, ref int a, ref int b, Wide3 normal, Vector256<float> massA, Vector256<float> massB, WideSymmetric inertiaA, WideSymmetric inertiaB, int number)
    {
        var needs = blocks.Needs[number];
        if ((needs & BlockNeeds.Bounce) != 0) NoteApproach(ref block, ref a, ref b, normal, number);
        var friction = Wide3.Load(ref block, ContactBlocks.FrictionImpulses);
        var tangent = Wide3.Load(ref block, ContactBlocks.Tangent);
        var impulse = (tangent * friction.X) + (Wide3.Cross(normal, tangent) * friction.Y);
        var angularA = Wide3.Cross(Wide3.Load(ref block, ContactBlocks.ArmA), impulse) + (normal * friction.Z);
        var angularB = Wide3.Cross(Wide3.Load(ref block, ContactBlocks.ArmB), impulse) + (normal * friction.Z);
        if ((needs & BlockNeeds.Roll) != 0)
        {
            var torque = Wide3.Load(ref blocks.Rolls[number * ContactBlocks.RollSize], 6 * Wide.Count);
            (angularA, angularB) = (angularA + torque, angularB + torque);
        }

        for (var k = 0; k < 4; k++)
        {
            var at = ContactBlocks.Points + (k * ContactBlocks.PointSize);
            var push = Wide.Load(ref block, at + ContactBlocks.Impulse);
            impulse += normal * push;
            angularA += Wide3.Load(ref block, at) * push;
            angularB += Wide3.Load(ref block, at + (3 * Wide.Count)) * push;
        }

        ref var velocities = ref MemoryMarshal.GetArrayDataReference(bodies.Velocities);
        BodyRows.Gather(ref velocities, ref a, out var linear, out var angular);
        BodyRows.Scatter(ref velocities, ref a, linear - (impulse * massA), angular - (inertiaA * angularA));
        BodyRows.Gather(ref velocities, ref b, out linear, out angular);
        BodyRows.Scatter(ref velocities, ref b, linear + (impulse * massB), angular + (inertiaB * angularB));
    }

    /// <summary>Notes how fast points approach before anything acts.</summary>
    private void NoteApproach(ref float block, ref int a, ref int b, Wide3 normal, int number)
    {
        ref var bounce = ref blocks.Bounces[number * ContactBlocks.BounceSize];
        ref var free = ref MemoryMarshal.GetArrayDataReference(bodies.FreeVelocities);
        BodyRows.Gather(ref free, ref a, out var linearA, out var angularA);
        BodyRows.Gather(ref free, ref b, out var linearB, out var angularB);
        var along = Wide3.Dot(normal, linearB - linearA);
        for (var k = 0; k < 4; k++)
        {
            var at = ContactBlocks.Points + (k * ContactBlocks.PointSize);
            var speed = along + Wide3.Dot(Wide3.Load(ref block, at + (3 * Wide.Count)), angularB) - Wide3.Dot(Wide3.Load(ref block, at), angularA);
            Wide.Store(speed, ref bounce, (1 + k) * Wide.Count);
            Wide.Store(Vector256<float>.Zero, ref bounce, (5 + k) * Wide.Count);
        }
    }
}
