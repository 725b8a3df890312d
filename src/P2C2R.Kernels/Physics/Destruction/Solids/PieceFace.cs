namespace P2C2R.Kernels.Physics.Destruction.Solids;

/// <summary>A flat face of a piece: any outline, with holes.</summary>
/// <param name="triangle">The solid's triangle that it is a part of, or -1.</param>
/// <param name="plane">The plane that cut it, or -1.</param>
internal sealed class PieceFace(int triangle, int plane)
{
    /// <summary>The solid's triangle that it is a part of, or -1.</summary>
    public int Triangle { get; } = triangle;

    /// <summary>The plane that cut it, or -1.</summary>
    public int Plane { get; } = plane;

    /// <summary>Its sides, in any order.</summary>
    public List<PieceEdge> Edges { get; } = [];
}
