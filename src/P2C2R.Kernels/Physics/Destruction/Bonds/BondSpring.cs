using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Destruction.Bonds;

/// <summary>A bond as springs of a Young's modulus of 1: its length is the distance of the pieces' centres, its section a disk of its area.</summary>
/// <param name="A">First piece.</param>
/// <param name="B">Second piece.</param>
/// <param name="ArmA">From the first centre to the bond.</param>
/// <param name="ArmB">From the second centre to the bond.</param>
/// <param name="Normal">From the first to the second.</param>
/// <param name="Along">Stiffness along the normal.</param>
/// <param name="Across">Stiffness across it.</param>
/// <param name="Bend">Stiffness against turning.</param>
/// <param name="Area">m^2.</param>
internal readonly record struct BondSpring(int A, int B, Double3 ArmA, Double3 ArmB, Double3 Normal, double Along, double Across, double Bend, double Area)
{
    private const double FourPi = 12.566370614359172;

    /// <summary>Of a bond between pieces with these centres.</summary>
    public static BondSpring Of(Bond bond, Double3[] centers, double shearShare)
    {
        var middle = new Double3(bond.Center.X, bond.Center.Y, bond.Center.Z);
        var (armA, armB) = (middle - centers[bond.A], middle - centers[bond.B]);
        double area = bond.Area;
        var length = Math.Max((armA - armB).Length, 1e-3 * Math.Sqrt(area));
        var along = area / length;
        return new(bond.A, bond.B, armA, armB, new(bond.Normal.X, bond.Normal.Y, bond.Normal.Z), along, along * shearShare, area * area / (FourPi * length), area);
    }

    /// <summary>Force and moment that hold the second piece back.</summary>
    public (Double3 Force, Double3 Moment) Pull((Double3 Linear, Double3 Angular) a, (Double3 Linear, Double3 Angular) b)
    {
        var gap = b.Linear + Double3.Cross(b.Angular, ArmB) - a.Linear - Double3.Cross(a.Angular, ArmA);
        var opening = Double3.Dot(gap, Normal);
        return ((Normal * (opening * (Along - Across))) + (gap * Across), (b.Angular - a.Angular) * Bend);
    }

    /// <summary>Stresses: force over area, and moment times the disk's radius over its second moment of area; torsion counts as bending.</summary>
    public BondStress Stress((Double3 Linear, Double3 Angular) a, (Double3 Linear, Double3 Angular) b)
    {
        var (force, moment) = Pull(a, b);
        var opening = Double3.Dot(force, Normal);
        var bending = moment.Length * Math.Sqrt(FourPi * 4 / Area) / Area;
        return new((opening / Area) + bending, bending - (opening / Area), (force - (Normal * opening)).Length / Area);
    }
}
