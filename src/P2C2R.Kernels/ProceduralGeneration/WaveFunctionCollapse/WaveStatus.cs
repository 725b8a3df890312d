namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>What became of a variant. The numbers stand in canonical outputs.</summary>
internal enum WaveStatus : byte
{
    /// <summary>Every cell has a pattern, and every rule is obeyed.</summary>
    Solved = 0,

    /// <summary>There is no solution: the search, or the rules and pins alone, ruled out all of them.</summary>
    Impossible = 1,

    /// <summary>No solution was found with the backtracks that the document allows.</summary>
    GaveUp = 2,
}
