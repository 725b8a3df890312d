using System.Runtime.CompilerServices;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.NarrowPhase;

/// <summary>How two shapes touch: up to four points with one normal.</summary>
internal struct Manifold
{
    /// <summary>Most points.</summary>
    public const int Most = 4;

    /// <summary>From the first shape to the second, unit length.</summary>
    public Float3 Normal;

    /// <summary>Points.</summary>
    public int Count;

    /// <summary>The points.</summary>
    public PointList Points;

    /// <summary>Adds a point.</summary>
    /// <param name="at">Halfway between the surfaces, from the first collider's position.</param>
    /// <param name="gap">Between the surfaces along the normal, m; negative where they overlap.</param>
    /// <param name="feature">Names what meets what, at least 1; the same from step to step.</param>
    public void Add(Float3 at, float gap, int feature)
    {
        if (Count < Most) Points[Count++] = new(at, gap, feature);
    }

    /// <summary>A point.</summary>
    internal readonly record struct Point(Float3 At, float Gap, float Feature);

    /// <summary>The points.</summary>
    [InlineArray(Most)]
    internal struct PointList
    {
        private Point _first;
    }
}
