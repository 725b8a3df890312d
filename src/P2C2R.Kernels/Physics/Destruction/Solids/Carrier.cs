namespace P2C2R.Kernels.Physics.Destruction.Solids;

/// <summary>The line that an edge of a piece lies on: an edge of the solid, or where two faces meet.</summary>
/// <param name="Kind">Which.</param>
/// <param name="A">A corner of the solid, or a triangle of it, or a plane.</param>
/// <param name="B">The other corner, or a plane.</param>
internal readonly record struct Carrier(CarrierKind Kind, int A, int B);
