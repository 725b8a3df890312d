using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>
/// Constraints of eight contacts a block, field by field, eight numbers a field: what a pass over the contacts reads, in the order in
/// which it reads it. Friction acts at the middle of a contact's points, in two directions and about the normal.
/// </summary>
internal sealed class ContactBlocks
{
    /// <summary>From the first body to the second.</summary>
    public const int Normal = 0;

    /// <summary>The first direction of friction; the second is normal x tangent.</summary>
    public const int Tangent = 3 * Wide.Count;

    /// <summary>Friction coefficient.</summary>
    public const int Coefficient = 6 * Wide.Count;

    /// <summary>From the first body's centre to the middle of the points.</summary>
    public const int ArmA = 7 * Wide.Count;

    /// <summary>From the second body's centre.</summary>
    public const int ArmB = 10 * Wide.Count;

    /// <summary>Effective mass of friction: xx, xy, yy.</summary>
    public const int FrictionMass = 13 * Wide.Count;

    /// <summary>Effective inertia about the normal.</summary>
    public const int TwistMass = 16 * Wide.Count;

    /// <summary>Impulses: two of friction, one about the normal.</summary>
    public const int FrictionImpulses = 17 * Wide.Count;

    /// <summary>One over the masses.</summary>
    public const int InverseMasses = 20 * Wide.Count;

    /// <summary>Inverse inertia of the first body.</summary>
    public const int InertiaA = 22 * Wide.Count;

    /// <summary>Inverse inertia of the second body.</summary>
    public const int InertiaB = 28 * Wide.Count;

    /// <summary>A <see cref="Softness"/>.</summary>
    public const int Soft = 34 * Wide.Count;

    /// <summary>Products of the points' Jacobians: 01, 02, 03, 12, 13, 23.</summary>
    public const int Coupling = 37 * Wide.Count;

    /// <summary>Where the four points begin.</summary>
    public const int Points = 43 * Wide.Count;

    /// <summary>Numbers of a point: two angular Jacobians, then the four below.</summary>
    public const int PointSize = 10 * Wide.Count;

    /// <summary>In a point: the gap at the step's begin.</summary>
    public const int Gap = 6 * Wide.Count;

    /// <summary>In a point: effective mass, 0 for none.</summary>
    public const int Mass = 7 * Wide.Count;

    /// <summary>In a point: the impulse.</summary>
    public const int Impulse = 8 * Wide.Count;

    /// <summary>In a point: its distance from the middle.</summary>
    public const int Distance = 9 * Wide.Count;

    /// <summary>Numbers of a block.</summary>
    public const int Size = Points + (4 * PointSize);

    /// <summary>In a bounce: restitution, four approach speeds, four greatest impulses.</summary>
    public const int BounceSize = 9 * Wide.Count;

    /// <summary>In a roll: effective inertia (symmetric), impulse, arm.</summary>
    public const int RollSize = 10 * Wide.Count;

    /// <summary>The blocks.</summary>
    public float[] Blocks { get; private set; } = [];

    /// <summary>For blocks that need it, what bounces.</summary>
    public float[] Bounces { get; private set; } = [];

    /// <summary>For blocks that need it, rolling friction.</summary>
    public float[] Rolls { get; private set; } = [];

    /// <summary>What a block needs beyond the ordinary.</summary>
    public BlockNeeds[] Needs { get; private set; } = [];

    /// <summary>Makes room.</summary>
    public void Reserve(int blocks)
    {
        if (Needs.Length >= blocks) return;
        var room = blocks + (blocks / 4);
        (Blocks, Bounces, Rolls, Needs) = (new float[room * Size], new float[room * BounceSize], new float[room * RollSize], new BlockNeeds[room]);
    }
}
