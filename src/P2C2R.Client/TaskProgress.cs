namespace P2C2R.Client;

/// <summary>How far a task is.</summary>
/// <param name="Phase">What is being done.</param>
/// <param name="Fraction">0 to 1 of the computation.</param>
/// <param name="Agreed">Slices agreed.</param>
/// <param name="SliceCount">Slices in all.</param>
public readonly record struct TaskProgress(TaskPhase Phase, double Fraction, int Agreed, int SliceCount);
