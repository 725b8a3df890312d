using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Destruction.Fracturing;

/// <summary>A piece as it is handed on.</summary>
/// <param name="Center">Centre of mass, in the world at the start.</param>
/// <param name="Volume">m^3.</param>
/// <param name="Places">Vertices, from the centre.</param>
/// <param name="Triangles">Three vertices each, counter-clockwise from outside: first those of the outside, then those inside.</param>
/// <param name="Sources">For each triangle of the solid's own surface, which come first, the solid's triangle that it is a part of.</param>
/// <param name="Parts">Corners of the convex parts by which others touch it, from the centre; none where its own hull does.</param>
internal sealed record FracturedPiece(Float3 Center, double Volume, Float3[] Places, int[] Triangles, int[] Sources, IReadOnlyList<Float3[]> Parts)
{
    /// <summary>How many triangles are of the solid's own surface.</summary>
    public int Outside => Sources.Length;
}
