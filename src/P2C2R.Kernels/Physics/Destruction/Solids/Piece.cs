using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Destruction.Solids;

/// <summary>A part of a solid, closed.</summary>
internal sealed record Piece
{
    /// <summary>Number of the solid.</summary>
    public required int Solid { get; init; }

    /// <summary>Vertices, in the world's metres.</summary>
    public required Double3[] Places { get; init; }

    /// <summary>Three vertices each, counter-clockwise from outside; those of one face follow one another.</summary>
    public required int[] Triangles { get; init; }

    /// <summary>Its faces: those that planes cut, and those of the solid itself.</summary>
    public required PieceSide[] Sides { get; init; }

    /// <summary>In cubic metres.</summary>
    public required double Volume { get; init; }

    /// <summary>Centre of mass.</summary>
    public required Double3 Center { get; init; }

    /// <summary>Corners of the convex parts by which others touch it, from its centre; none where its own hull does.</summary>
    public IReadOnlyList<Float3[]> Parts { get; init; } = [];
}
