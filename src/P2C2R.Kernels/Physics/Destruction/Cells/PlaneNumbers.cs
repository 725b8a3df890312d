namespace P2C2R.Kernels.Physics.Destruction.Cells;

/// <summary>A <see cref="CellPlane"/> in binary64, exactly.</summary>
internal readonly record struct PlaneNumbers(double X, double Y, double Z, double Offset);
