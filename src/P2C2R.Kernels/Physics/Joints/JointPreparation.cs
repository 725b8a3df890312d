using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.Joints;

/// <summary>
/// Makes a block of joints ready for a substep: Jacobians and errors where the bodies are then (a pendulum's energy depends on that), effective masses, and the
/// impulses of the substep before along the new Jacobians. What those did along the old ones was carried over with the bodies' velocities, and is taken out.
/// </summary>
internal sealed class JointPreparation(BodyStore bodies, IReadOnlyList<HeldJoint> joints, JointColors colors, JointBlocks blocks)
{
    // As stiff as the substeps allow, up to this many Hz.
    private const float Stiffest = 60;
    private const float StiffDamping = 5;

    private float _time;
    private Softness _stiff;

    /// <summary>Before a step.</summary>
    public void Begin(StepSettings settings)
    {
        _time = settings.TimeStep / settings.Substeps;
        _stiff = Softness.Of(Math.Min(Stiffest, 0.25f / _time), StiffDamping, _time);
    }

    /// <summary>Before a substep's first pass.</summary>
    /// <param name="number">Which block.</param>
    /// <param name="impulses">Of the step before, <see cref="JointBlocks.Rows"/> for each joint.</param>
    /// <param name="isFirst">Whether it is the step's first substep.</param>
    public void Prepare(int number, float[] impulses, bool isFirst)
    {
        ref var block = ref blocks.Blocks[number * JointBlocks.Size];
        ref var a = ref colors.BodiesA[number * Wide.Count];
        ref var b = ref colors.BodiesB[number * Wide.Count];
        ref var rows = ref MemoryMarshal.GetArrayDataReference(bodies.Velocities);
        var velocities = new JointVelocities(ref rows, ref a, ref b);
        if (isFirst) Describe(number, impulses, ref block, ref a, ref b);
        else ApplyAll(ref block, ref velocities, -Vector256<float>.One);
        var isActive = Fill(number);
        blocks.Needs[number] = isActive ? FindNeeds(ref block) : JointNeeds.None;
        if (isActive)
        {
            Weigh(ref block);
            ApplyAll(ref block, ref velocities, Vector256<float>.One);
        }

        velocities.Scatter(ref rows, ref a, ref b);
    }

    /// <summary>Whether it holds a body that moves now.</summary>
    public bool IsActive(int joint) => bodies.IsActive(joints[joint].A) || bodies.IsActive(joints[joint].B);

    /// <summary>What doesn't change in a step: masses, stiffness, motors; and the impulses to start from.</summary>
    private void Describe(int number, float[] impulses, ref float block, ref int a, ref int b)
    {
        ref var masses = ref MemoryMarshal.GetArrayDataReference(bodies.InverseMasses);
        for (var body = 0; body < 2; body++)
        {
            ref var items = ref body == 0 ? ref a : ref b;
            Wide.Gather(ref masses, ref items, BodyStore.Row, 0, out var xx, out var yy, out var zz, out var mass);
            Wide.Gather(ref masses, ref items, BodyStore.Row, 4, out var xy, out var xz, out var yz, out _);
            Wide.Store(mass, ref block, JointBlocks.InverseMasses + (body * Wide.Count));
            new Wide3(xx, yy, zz).Store(ref block, JointBlocks.Inertias + (6 * body * Wide.Count));
            new Wide3(xy, xz, yz).Store(ref block, JointBlocks.Inertias + (((6 * body) + 3) * Wide.Count));
        }

        var lanes = blocks.Blocks.AsSpan(number * JointBlocks.Size, JointBlocks.Size);
        for (var lane = 0; lane < Wide.Count; lane++)
        {
            var joint = colors.Joints[(number * Wide.Count) + lane];
            if (joint == JointColors.None) continue;
            var (held, isActive) = (joints[joint], IsActive(joint));
            for (var row = 0; row < JointBlocks.Rows; row++) lanes[JointBlocks.At(row, JointBlocks.Impulse) + lane] = isActive ? impulses[(joint * JointBlocks.Rows) + row] : 0;
            var soft = held.Frequency > 0 ? Softness.Of(held.Frequency, held.Damping, _time) : _stiff;
            (lanes[JointBlocks.Soft + lane], lanes[JointBlocks.Soft + Wide.Count + lane], lanes[JointBlocks.Soft + (2 * Wide.Count) + lane]) = (soft.BiasRate, soft.MassScale, soft.ImpulseScale);
            lanes[JointBlocks.Soft + (3 * Wide.Count) + lane] = held.Frequency > 0 ? BitConverter.Int32BitsToSingle(-1) : 0;
            (lanes[JointBlocks.MotorWants + lane], lanes[JointBlocks.MotorWants + Wide.Count + lane]) = (held.MotorSpeed, held.MotorMost * _time);
        }
    }

    /// <summary>All impulses of the block, or the opposite.</summary>
    private static void ApplyAll(ref float block, ref JointVelocities velocities, Vector256<float> sign)
    {
        var zero = new Wide3(Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var (linear, aboutA, aboutB) = (zero, zero, zero);
        for (var row = 0; row < JointBlocks.Rows; row++)
        {
            var impulse = Wide.Load(ref block, JointBlocks.At(row, JointBlocks.Impulse)) * sign;
            linear += Wide3.Load(ref block, JointBlocks.At(row, JointBlocks.Linear)) * impulse;
            aboutA += Wide3.Load(ref block, JointBlocks.At(row, JointBlocks.AngularA)) * impulse;
            aboutB += Wide3.Load(ref block, JointBlocks.At(row, JointBlocks.AngularB)) * impulse;
        }

        velocities.Apply(ref block, linear, aboutA, aboutB);
    }

    /// <summary>Writes the rows of the joints that act; false where none does.</summary>
    private bool Fill(int number)
    {
        Span<JointRow> rows = stackalloc JointRow[JointBlocks.Rows];
        var lanes = blocks.Blocks.AsSpan(number * JointBlocks.Size, JointBlocks.Size);
        var any = false;
        for (var lane = 0; lane < Wide.Count; lane++)
        {
            var joint = colors.Joints[(number * Wide.Count) + lane];
            if (joint == JointColors.None) continue;
            rows.Clear();
            if (IsActive(joint))
            {
                joints[joint].Fill(bodies, rows);
                any = true;
            }

            for (var r = 0; r < JointBlocks.Rows; r++) Put(lanes[JointBlocks.At(r, lane)..], rows[r]);
        }

        return any;
    }

    private static void Put(Span<float> at, in JointRow row)
    {
        Put(at[JointBlocks.Linear..], row.Linear);
        Put(at[JointBlocks.AngularA..], row.AngularA);
        Put(at[JointBlocks.AngularB..], row.AngularB);
        (at[JointBlocks.Error], at[JointBlocks.Role]) = (row.Error, (float)row.Role);
        if (row.Role == JointRole.None) at[JointBlocks.Impulse] = 0;
    }

    private static void Put(Span<float> at, Float3 v) => (at[0], at[Wide.Count], at[2 * Wide.Count]) = (v.X, v.Y, v.Z);

    private static JointNeeds FindNeeds(ref float block)
    {
        bool Any(ref float from, int row, JointRole role) => Vector256.ExtractMostSignificantBits(JointBlocks.Has(ref from, row, role)) != 0;
        var needs = Any(ref block, JointBlocks.Motor, JointRole.Motor) ? JointNeeds.Motors : JointNeeds.None;
        for (var row = 0; row < 6; row++)
        {
            if (Any(ref block, row, JointRole.Lock)) needs |= row < 3 ? JointNeeds.LinearLocks : JointNeeds.AngularLocks;
            if (Any(ref block, row, JointRole.Limit)) needs |= row < 3 ? JointNeeds.LinearLimits : JointNeeds.AngularLimits;
        }

        return needs;
    }

    private static void Weigh(ref float block)
    {
        for (var row = 0; row < JointBlocks.Rows; row++)
        {
            var inverse = Product(ref block, row, row);
            var acts = Vector256.GreaterThan(inverse, Vector256<float>.Zero);
            Wide.Store((Vector256<float>.One / Wide.Select(acts, inverse, Vector256<float>.One)) & acts, ref block, JointBlocks.At(row, JointBlocks.Mass));
        }

        WeighLocks(ref block, 0);
        WeighLocks(ref block, 3);
    }

    /// <summary>The inverse of the locked directions' matrix; those that aren't locked stand beside it with a 1.</summary>
    private static void WeighLocks(ref float block, int first)
    {
        var at = JointBlocks.LockMasses + (2 * first * Wide.Count);
        var one = Vector256<float>.One;
        var (x, y, z) = (JointBlocks.Has(ref block, first, JointRole.Lock), JointBlocks.Has(ref block, first + 1, JointRole.Lock), JointBlocks.Has(ref block, first + 2, JointRole.Lock));
        new Wide3(
            Wide.Select(x, Product(ref block, first, first), one),
            Wide.Select(y, Product(ref block, first + 1, first + 1), one),
            Wide.Select(z, Product(ref block, first + 2, first + 2), one)).Store(ref block, at);
        new Wide3(Product(ref block, first, first + 1) & x & y, Product(ref block, first, first + 2) & x & z, Product(ref block, first + 1, first + 2) & y & z).Store(ref block, at + (3 * Wide.Count));
        var lanes = MemoryMarshal.CreateSpan(ref block, JointBlocks.Size)[at..];
        for (var lane = 0; lane < Wide.Count; lane++)
        {
            const int n = Wide.Count;
            var m = new Symmetric3(lanes[lane], lanes[n + lane], lanes[(2 * n) + lane], lanes[(3 * n) + lane], lanes[(4 * n) + lane], lanes[(5 * n) + lane]).Inverse();
            (lanes[lane], lanes[n + lane], lanes[(2 * n) + lane], lanes[(3 * n) + lane], lanes[(4 * n) + lane], lanes[(5 * n) + lane]) = (m.XX, m.YY, m.ZZ, m.XY, m.XZ, m.YZ);
        }
    }

    /// <summary>The speed along one row that an impulse of 1 along another gives.</summary>
    private static Vector256<float> Product(ref float block, int one, int other)
    {
        var mass = Wide.Load(ref block, JointBlocks.InverseMasses) + Wide.Load(ref block, JointBlocks.InverseMasses + Wide.Count);
        Wide3 Field(ref float from, int row, int field) => Wide3.Load(ref from, JointBlocks.At(row, field));
        return (mass * Wide3.Dot(Field(ref block, one, JointBlocks.Linear), Field(ref block, other, JointBlocks.Linear)))
            + Wide3.Dot(Field(ref block, one, JointBlocks.AngularA), JointBlocks.Inertia(ref block, 0) * Field(ref block, other, JointBlocks.AngularA))
            + Wide3.Dot(Field(ref block, one, JointBlocks.AngularB), JointBlocks.Inertia(ref block, 1) * Field(ref block, other, JointBlocks.AngularB));
    }
}
