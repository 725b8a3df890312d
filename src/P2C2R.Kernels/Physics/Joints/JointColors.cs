using System.Numerics;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.Joints;

/// <summary>
/// Puts joints into colours of which none moves a body twice, and each colour into blocks of eight, like <see cref="ConstraintColors"/> does contacts. Colours follow from the order in
/// which joints were added, and stay. What finds no colour, at a hub of very many joints, is solved alone.
/// </summary>
internal sealed class JointColors
{
    /// <summary>Colours; the last is for what found no other, one joint a block.</summary>
    public const int Most = 64;

    /// <summary>In a lane without a joint.</summary>
    public const int None = -1;

    /// <summary>Where the blocks of each colour begin, and the end of the last.</summary>
    public int[] Starts { get; } = new int[Most + 1];

    /// <summary>Eight joints a block.</summary>
    public int[] Joints { get; private set; } = [];

    /// <summary>Their first bodies; the number of bodies where there is no joint.</summary>
    public int[] BodiesA { get; private set; } = [];

    /// <summary>Their second bodies.</summary>
    public int[] BodiesB { get; private set; } = [];

    /// <summary>Blocks.</summary>
    public int Blocks => Starts[Most];

    /// <summary>Colours all joints.</summary>
    public void Assign(IReadOnlyList<HeldJoint> joints, BodyStore bodies)
    {
        var used = new ulong[bodies.Count];
        var members = new List<int>[Most];
        for (var color = 0; color < Most; color++) members[color] = [];
        for (var j = 0; j < joints.Count; j++) members[Choose(joints[j], bodies, used)].Add(j);
        for (var color = 0; color < Most; color++) Starts[color + 1] = Starts[color] + (color == Most - 1 ? members[color].Count : (members[color].Count + Wide.Count - 1) / Wide.Count);
        var lanes = Blocks * Wide.Count;
        (Joints, BodiesA, BodiesB) = (new int[lanes], new int[lanes], new int[lanes]);
        Array.Fill(Joints, None);
        Array.Fill(BodiesA, bodies.Count);
        Array.Fill(BodiesB, bodies.Count);
        for (var color = 0; color < Most; color++)
        {
            for (var i = 0; i < members[color].Count; i++)
            {
                var (lane, joint) = ((Starts[color] * Wide.Count) + (color == Most - 1 ? i * Wide.Count : i), members[color][i]);
                (Joints[lane], BodiesA[lane], BodiesB[lane]) = (joint, joints[joint].A, joints[joint].B);
            }
        }
    }

    /// <summary>The lowest colour free on both bodies.</summary>
    private static int Choose(HeldJoint joint, BodyStore bodies, ulong[] used)
    {
        var (movesA, movesB) = (bodies.Kinds[joint.A] == BodyKind.Dynamic, bodies.Kinds[joint.B] == BodyKind.Dynamic);
        var color = BitOperations.TrailingZeroCount(~((movesA ? used[joint.A] : 0) | (movesB ? used[joint.B] : 0)));
        if (color >= Most - 1) return Most - 1;
        if (movesA) used[joint.A] |= 1UL << color;
        if (movesB) used[joint.B] |= 1UL << color;
        return color;
    }
}
