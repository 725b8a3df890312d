namespace P2C2R.Kernels.Physics.Destruction.Bonds;

/// <summary>What a bond carries, Pa.</summary>
/// <param name="Tension">At its most stretched edge; below 0 where all of it is pressed.</param>
/// <param name="Pressure">At its most pressed edge; below 0 where all of it is stretched.</param>
/// <param name="Shear">Sideways.</param>
internal readonly record struct BondStress(double Tension, double Pressure, double Shear)
{
    /// <summary>How much of its strength is used; above 1 it breaks.</summary>
    public double Use(double tension, double pressure, double shear) => Math.Max(Math.Max(Tension / tension, Pressure / pressure), Shear / shear);
}
