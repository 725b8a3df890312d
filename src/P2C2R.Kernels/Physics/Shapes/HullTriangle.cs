using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Shapes;

/// <summary>A triangle of a hull that <see cref="HullBuilder"/> grows.</summary>
internal sealed class HullTriangle(int a, int b, int c, Double3 normal, Double3 at, double area)
{
    /// <summary>Corners, counter-clockwise from outside.</summary>
    public int A => a;

    /// <summary>Second corner.</summary>
    public int B => b;

    /// <summary>Third corner.</summary>
    public int C => c;

    /// <summary>Unit length, outwards.</summary>
    public Double3 Normal => normal;

    /// <summary>Twice the area.</summary>
    public double Area => area;

    /// <summary>Whether others took its place.</summary>
    public bool IsGone { get; set; }

    /// <summary>How far a point lies outside of its plane.</summary>
    public double Above(Double3 point) => Double3.Dot(normal, point - at);

    /// <summary>Its sides in order.</summary>
    public (int From, int To)[] Sides() => [(a, b), (b, c), (c, a)];
}
