using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>A question to a scene: what a ray hits first, or which bodies a shape at some place overlaps.</summary>
internal sealed record SceneQuery
{
    /// <summary>Number of the shape that is laid over the scene; -1 for a ray.</summary>
    public int Shape { get; init; } = -1;

    /// <summary>Whether it is a ray.</summary>
    public bool IsRay => Shape < 0;

    /// <summary>Where the ray begins, or the shape is.</summary>
    public Float3 Position { get; init; }

    /// <summary>Of a ray; unit length.</summary>
    public Float3 Direction { get; init; } = new(0, -1, 0);

    /// <summary>Of a shape.</summary>
    public Rotation Rotation { get; init; } = Rotation.Identity;

    /// <summary>How far a ray goes, m.</summary>
    public float Distance { get; init; } = 1000;

    /// <summary>Groups of bodies that count.</summary>
    public uint Mask { get; init; } = uint.MaxValue;

    /// <summary>After how many steps it is asked, ascending; empty for each recorded frame.</summary>
    public int[] Steps { get; init; } = [];

    /// <summary>Whether it is asked after so many steps.</summary>
    public bool IsAsked(int step, int recordEvery) => Steps.Length == 0 ? step % recordEvery == 0 : Array.BinarySearch(Steps, step) >= 0;

    /// <summary>How often it is asked from a step on up to the end of another one; after the start, too.</summary>
    public int Times(int from, int to, int recordEvery)
    {
        var first = from == 0 ? 0 : from + 1;
        return Steps.Length == 0 ? (to / recordEvery) - ((first + recordEvery - 1) / recordEvery) + 1 : Before(to + 1) - Before(first);
    }

    private int Before(int step) => Array.BinarySearch(Steps, step) is var at && at >= 0 ? at : ~at;
}
