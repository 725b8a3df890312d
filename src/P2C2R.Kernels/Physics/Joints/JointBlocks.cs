using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.Joints;

/// <summary>Constraints of eight joints a block, field by field, eight numbers a field: seven rows (three along, three about, the motor), then what is the joint's own.</summary>
internal sealed class JointBlocks
{
    /// <summary>Directions of a joint: three along, three about, one motor.</summary>
    public const int Rows = 7;

    /// <summary>The motor's row.</summary>
    public const int Motor = 6;

    /// <summary>In a row: linear Jacobian.</summary>
    public const int Linear = 0;

    /// <summary>In a row: the first body's angular Jacobian.</summary>
    public const int AngularA = 3 * Wide.Count;

    /// <summary>In a row: the second body's angular Jacobian.</summary>
    public const int AngularB = 6 * Wide.Count;

    /// <summary>In a row: effective mass.</summary>
    public const int Mass = 9 * Wide.Count;

    /// <summary>In a row: see <see cref="JointRow.Error"/>.</summary>
    public const int Error = 10 * Wide.Count;

    /// <summary>In a row: a <see cref="JointRole"/>.</summary>
    public const int Role = 11 * Wide.Count;

    /// <summary>In a row: the impulse.</summary>
    public const int Impulse = 12 * Wide.Count;

    /// <summary>Numbers of a row.</summary>
    public const int RowSize = 13 * Wide.Count;

    /// <summary>One over the masses.</summary>
    public const int InverseMasses = Rows * RowSize;

    /// <summary>Inverse inertia of the first body, then of the second.</summary>
    public const int Inertias = InverseMasses + (2 * Wide.Count);

    /// <summary>A <see cref="Softness"/>, then whether it is a spring of its own: all bits or none.</summary>
    public const int Soft = Inertias + (12 * Wide.Count);

    /// <summary>The motor's speed and its greatest impulse in a substep.</summary>
    public const int MotorWants = Soft + (4 * Wide.Count);

    /// <summary>Effective mass of the locked directions along, then of those about: symmetric matrices.</summary>
    public const int LockMasses = MotorWants + (2 * Wide.Count);

    /// <summary>Numbers of a block.</summary>
    public const int Size = LockMasses + (12 * Wide.Count);

    /// <summary>The blocks.</summary>
    public float[] Blocks { get; private set; } = [];

    /// <summary>What a block has.</summary>
    public JointNeeds[] Needs { get; private set; } = [];

    /// <summary>Makes room, all zero.</summary>
    public void Reserve(int blocks) => (Blocks, Needs) = (new float[blocks * Size], new JointNeeds[blocks]);

    /// <summary>Where a row's field is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int At(int row, int field) => (row * RowSize) + field;

    /// <summary>Lanes in which a row has a role.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Has(ref float block, int row, JointRole role) => Vector256.Equals(Wide.Load(ref block, At(row, Role)), Wide.All((float)role));

    /// <summary>Inverse inertia of the first (0) or second (1) body.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideSymmetric Inertia(ref float block, int body) => Symmetric(ref block, Inertias + (6 * body * Wide.Count));

    /// <summary>A symmetric matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideSymmetric Symmetric(ref float block, int at) => new(Wide3.Load(ref block, at), Wide3.Load(ref block, at + (3 * Wide.Count)));
}
