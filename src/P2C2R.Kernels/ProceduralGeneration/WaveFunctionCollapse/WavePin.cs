namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>A rectangle of cells that may only become certain patterns.</summary>
/// <param name="X">Its left column.</param>
/// <param name="Y">Its upper row.</param>
/// <param name="Width">Its columns.</param>
/// <param name="Height">Its rows.</param>
/// <param name="Domain">The number of the set of patterns in <see cref="WaveProblem.Domains"/>.</param>
internal readonly record struct WavePin(int X, int Y, int Width, int Height, int Domain);
