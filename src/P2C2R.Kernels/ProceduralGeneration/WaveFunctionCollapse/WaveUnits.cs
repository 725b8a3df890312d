namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>The cost model: by the size of the problem and the decisions undone, which stand in the answer. docs/kernels/procedural-generation.md says how it was measured.</summary>
internal static class WaveUnits
{
    private const long PerCell = 16;
    private const long PerBacktrack = 64;
    private const int ProblemBytesPerUnit = 16;
    private const int PatternsPerUnit = 2;
    private const int PinnedCellsPerUnit = 2;

    /// <summary>What a variant costs in which nothing is undone.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="length">Bytes of its canonical form.</param>
    public static long OfVariant(WaveProblem problem, int length) =>
        ((length + ProblemBytesPerUnit - 1) / ProblemBytesPerUnit) + (problem.Cells * (PerCell + problem.Rules.Count) / PatternsPerUnit)
        + (problem.Pins.Sum(static p => (long)p.Width * p.Height) / PinnedCellsPerUnit);

    /// <summary>What undoing a decision costs.</summary>
    public static long OfBacktrack(WaveProblem problem) => PerBacktrack + (4L * problem.Rules.Count);
}
