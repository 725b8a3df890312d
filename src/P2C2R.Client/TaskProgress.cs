namespace P2C2R.Client;

/// <summary>How far a task is.</summary>
/// <param name="Phase">What is being done.</param>
/// <param name="Fraction">0 to 1 of the computation.</param>
/// <param name="Agreed">Slices agreed.</param>
/// <param name="SliceCount">Slices in all.</param>
/// <param name="Slice">The slice that <paramref name="Said"/> is of.</param>
/// <param name="Said">The newest of what a language model has said so far, without control characters; null for kernels that are reproducible.</param>
public readonly record struct TaskProgress(TaskPhase Phase, double Fraction, int Agreed, int SliceCount, int? Slice = null, string? Said = null);
