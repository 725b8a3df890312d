namespace P2C2R.Kernels.Pathfinding;

/// <summary>The answer to a query.</summary>
/// <param name="Status">What came of it; the rest is 0 and empty where there is no path.</param>
/// <param name="Straight">Straight steps.</param>
/// <param name="Diagonal">Diagonal steps.</param>
/// <param name="Obstacles">Distinct blocked cells of the map that touch a cell of the path, at a side or a corner.</param>
/// <param name="Runs">The path in the bytes of <see cref="PathRuns"/>.</param>
internal readonly record struct PathAnswer(QueryStatus Status, int Straight, int Diagonal, int Obstacles, ReadOnlyMemory<byte> Runs)
{
    /// <summary>The length of a diagonal step.</summary>
    public const double DiagonalLength = 1.4142135623730951;

    /// <summary>Its length; for people, and rounded: the two counts are what is exact.</summary>
    public double Length => Straight + (Diagonal * DiagonalLength);
}
