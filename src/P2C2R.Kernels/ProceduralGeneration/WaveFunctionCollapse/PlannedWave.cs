namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>What a plan keeps for merging and presenting.</summary>
/// <param name="Document">The document.</param>
/// <param name="Problem">The problem that it poses.</param>
internal sealed record PlannedWave(WaveDocument Document, WaveProblem Problem);
