namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>A variant.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Backtracks">Decisions undone.</param>
/// <param name="Contradiction">The last cell that no pattern was left for; -1 where there never was one.</param>
/// <param name="Patterns">The pattern of each cell, rows from the top; empty unless solved.</param>
internal sealed record WaveAnswer(WaveStatus Status, int Backtracks, int Contradiction, ushort[] Patterns);
