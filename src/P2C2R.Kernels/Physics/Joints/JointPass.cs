using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.Joints;

/// <summary>
/// One Gauss-Seidel pass over a block of joints: motors, then what turns, then what moves. All locked directions of three are solved at once: a light body
/// on a long arm, or a thin one, couples them too much to be solved in turn.
/// </summary>
internal sealed class JointPass(BodyStore bodies, JointColors colors, JointBlocks blocks)
{
    private float _perTime;

    /// <summary>Before a step's first pass.</summary>
    public void Begin(StepSettings settings) => _perTime = settings.Substeps / settings.TimeStep;

    /// <summary>Solves a block.</summary>
    /// <param name="number">Which.</param>
    /// <param name="pushes">Whether errors are corrected; without, the speed that this gave is taken out again.</param>
    public void Solve(int number, bool pushes)
    {
        var needs = blocks.Needs[number];
        if (needs == JointNeeds.None) return;
        ref var block = ref blocks.Blocks[number * JointBlocks.Size];
        ref var a = ref colors.BodiesA[number * Wide.Count];
        ref var b = ref colors.BodiesB[number * Wide.Count];
        ref var rows = ref MemoryMarshal.GetArrayDataReference(bodies.Velocities);
        var velocities = new JointVelocities(ref rows, ref a, ref b);
        var motions = new JointVelocities(ref MemoryMarshal.GetArrayDataReference(bodies.Motions), ref a, ref b);
        var soft = WideSoftness.Of(ref block, pushes);
        if ((needs & JointNeeds.Motors) != 0) SolveMotor(ref block, ref velocities);
        if ((needs & JointNeeds.AngularLimits) != 0) SolveLimits(ref block, 3, soft, motions, ref velocities);
        if ((needs & JointNeeds.AngularLocks) != 0) SolveLocks(ref block, 3, soft, motions, ref velocities);
        if ((needs & JointNeeds.LinearLimits) != 0) SolveLimits(ref block, 0, soft, motions, ref velocities);
        if ((needs & JointNeeds.LinearLocks) != 0) SolveLocks(ref block, 0, soft, motions, ref velocities);
        velocities.Scatter(ref rows, ref a, ref b);
    }

    private static void SolveMotor(ref float block, ref JointVelocities velocities)
    {
        var (wanted, most) = (Wide.Load(ref block, JointBlocks.MotorWants), Wide.Load(ref block, JointBlocks.MotorWants + Wide.Count));
        var old = Wide.Load(ref block, JointBlocks.At(JointBlocks.Motor, JointBlocks.Impulse));
        var mass = Wide.Load(ref block, JointBlocks.At(JointBlocks.Motor, JointBlocks.Mass));
        var next = Wide.Max(Wide.Min(old - (mass * (velocities.Along(ref block, JointBlocks.Motor) - wanted)), most), -most);
        Set(ref block, JointBlocks.Motor, JointRole.Motor, old, next, ref velocities);
    }

    /// <summary>Directions with an end: before it only what would pass it in this substep is stopped.</summary>
    private void SolveLimits(ref float block, int first, WideSoftness soft, in JointVelocities motions, ref JointVelocities velocities)
    {
        for (var row = first + 2; row >= first; row--)
        {
            var old = Wide.Load(ref block, JointBlocks.At(row, JointBlocks.Impulse));
            var mass = Wide.Load(ref block, JointBlocks.At(row, JointBlocks.Mass));
            var error = Wide.Load(ref block, JointBlocks.At(row, JointBlocks.Error)) + motions.Along(ref block, row);
            var speed = velocities.Along(ref block, row);
            var before = old - (mass * (speed + (error * Wide.All(_perTime))));
            var behind = old - (mass * soft.MassScale * (speed + (soft.BiasRate * error))) - (soft.ImpulseScale * old);
            var next = Wide.Max(Wide.Select(Vector256.GreaterThan(error, Vector256<float>.Zero), before, behind), Vector256<float>.Zero);
            Set(ref block, row, JointRole.Limit, old, next, ref velocities);
        }
    }

    private static void Set(ref float block, int row, JointRole role, Vector256<float> old, Vector256<float> next, ref JointVelocities velocities)
    {
        next = Wide.Select(JointBlocks.Has(ref block, row, role), next, old);
        velocities.Apply(ref block, row, next - old);
        Wide.Store(next, ref block, JointBlocks.At(row, JointBlocks.Impulse));
    }

    private static void SolveLocks(ref float block, int first, WideSoftness soft, in JointVelocities motions, ref JointVelocities velocities)
    {
        var wanted = new Wide3(
            Excess(ref block, first, soft, motions, velocities),
            Excess(ref block, first + 1, soft, motions, velocities),
            Excess(ref block, first + 2, soft, motions, velocities));
        var mass = JointBlocks.Symmetric(ref block, JointBlocks.LockMasses + (2 * first * Wide.Count));
        var change = (mass * wanted) * -soft.MassScale;
        var (x, y, z) = (Add(ref block, first, change.X, soft), Add(ref block, first + 1, change.Y, soft), Add(ref block, first + 2, change.Z, soft));
        velocities.Apply(
            ref block,
            Sum(ref block, first, JointBlocks.Linear, x, y, z),
            Sum(ref block, first, JointBlocks.AngularA, x, y, z),
            Sum(ref block, first, JointBlocks.AngularB, x, y, z));
    }

    /// <summary>The speed that a locked direction has too much of.</summary>
    private static Vector256<float> Excess(ref float block, int row, WideSoftness soft, in JointVelocities motions, in JointVelocities velocities)
    {
        var error = Wide.Load(ref block, JointBlocks.At(row, JointBlocks.Error)) + motions.Along(ref block, row);
        return (velocities.Along(ref block, row) + (soft.BiasRate * error)) & JointBlocks.Has(ref block, row, JointRole.Lock);
    }

    private static Vector256<float> Add(ref float block, int row, Vector256<float> change, WideSoftness soft)
    {
        var old = Wide.Load(ref block, JointBlocks.At(row, JointBlocks.Impulse));
        change = (change - (old * soft.ImpulseScale)) & JointBlocks.Has(ref block, row, JointRole.Lock);
        Wide.Store(old + change, ref block, JointBlocks.At(row, JointBlocks.Impulse));
        return change;
    }

    private static Wide3 Sum(ref float block, int first, int field, Vector256<float> x, Vector256<float> y, Vector256<float> z) =>
        (Wide3.Load(ref block, JointBlocks.At(first, field)) * x) + (Wide3.Load(ref block, JointBlocks.At(first + 1, field)) * y) + (Wide3.Load(ref block, JointBlocks.At(first + 2, field)) * z);
}
