using P2C2R.Kernels.Physics.Destruction.Scenes;

namespace P2C2R.Kernels.Physics.Destruction;

/// <summary>Work units: for each site its cell and the solid's triangles that it is cut from, for each step the pieces. They follow from input and output alone.</summary>
internal static class DestructionUnits
{
    private const int PerSite = 100;
    private const int TrianglesPerUnit = 4;

    // Contacts, and the springs that are solved for again and again while something breaks.
    private const int PerPiece = 200;

    // A solid that isn't convex may fall into more pieces than it has sites.
    private const int MostPiecesPerSite = 8;

    /// <summary>Of breaking a solid.</summary>
    public static long OfSolid(SceneSolid solid) => solid.Sites.Total * (PerSite + (solid.Solid.TriangleCount / TrianglesPerUnit));

    /// <summary>Of some steps.</summary>
    public static long OfSteps(int steps, long pieces) => steps * ((PerPiece * pieces) + PerSite);

    /// <summary>What steps may take before the pieces are known.</summary>
    public static long MostOfSteps(int steps, long sites) => OfSteps(steps, MostPiecesPerSite * (sites + 1));
}
