namespace P2C2R.Kernels.Physics.Destruction.Cells;

/// <summary>The three planes of a corner, counter-clockwise from outside.</summary>
internal readonly record struct Corner(int A, int B, int C);
