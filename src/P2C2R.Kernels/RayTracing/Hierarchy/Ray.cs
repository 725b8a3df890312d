using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>A part of a straight line: Origin + t * Direction for Nearest &lt; t &lt;= Farthest.</summary>
/// <param name="Origin">Where t is 0; one with a part beyond <see cref="SceneHierarchy.MaxCoordinate"/>, or that isn't finite, hits nothing.</param>
/// <param name="Direction">Of any length, which is the unit of t; one whose longest part isn't within 2^-20 to 2^20 hits nothing.</param>
/// <param name="Nearest">Hits at this t and before aren't taken.</param>
/// <param name="Farthest">Hits behind this t aren't taken; may be infinite.</param>
public readonly record struct Ray(Float3 Origin, Float3 Direction, float Nearest, float Farthest)
{
    /// <summary>From its origin to infinity.</summary>
    public Ray(Float3 origin, Float3 direction)
        : this(origin, direction, 0, float.PositiveInfinity)
    {
    }

    /// <summary>The point at a distance.</summary>
    /// <param name="distance">In lengths of the direction.</param>
    public Float3 At(float distance) => Origin + (Direction * distance);
}
