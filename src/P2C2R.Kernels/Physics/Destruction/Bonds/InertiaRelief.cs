using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Destruction.Bonds;

/// <summary>Loads on a free body with its own inertia against them: d'Alembert's forces, so that all of it balances.</summary>
internal static class InertiaRelief
{
    /// <summary>Balances.</summary>
    /// <param name="loads">Force and torque on each piece.</param>
    /// <param name="centers">Centres of the pieces.</param>
    /// <param name="masses">kg.</param>
    /// <param name="volumes">m^3; each piece turns like a ball of its volume.</param>
    public static (Double3 Force, Double3 Torque)[] Balance((Double3 Force, Double3 Torque)[] loads, Double3[] centers, double[] masses, double[] volumes)
    {
        var (mass, middle) = (0.0, default(Double3));
        for (var i = 0; i < loads.Length; i++) (mass, middle) = (mass + masses[i], middle + (centers[i] * masses[i]));
        middle *= 1 / mass;
        var (force, torque) = (default(Double3), default(Double3));
        double xx = 0, yy = 0, zz = 0, xy = 0, xz = 0, yz = 0;
        for (var i = 0; i < loads.Length; i++)
        {
            var arm = centers[i] - middle;
            force += loads[i].Force;
            torque += loads[i].Torque + Double3.Cross(arm, loads[i].Force);
            var own = OfBall(masses[i], volumes[i]);
            xx += own + (masses[i] * ((arm.Y * arm.Y) + (arm.Z * arm.Z)));
            yy += own + (masses[i] * ((arm.X * arm.X) + (arm.Z * arm.Z)));
            zz += own + (masses[i] * ((arm.X * arm.X) + (arm.Y * arm.Y)));
            xy -= masses[i] * arm.X * arm.Y;
            xz -= masses[i] * arm.X * arm.Z;
            yz -= masses[i] * arm.Y * arm.Z;
        }

        var linear = force * (1 / mass);
        var angular = Solve(xx, yy, zz, xy, xz, yz, torque);
        var balanced = new (Double3, Double3)[loads.Length];
        for (var i = 0; i < loads.Length; i++)
        {
            var acceleration = linear + Double3.Cross(angular, centers[i] - middle);
            balanced[i] = (loads[i].Force - (acceleration * masses[i]), loads[i].Torque - (angular * OfBall(masses[i], volumes[i])));
        }

        return balanced;
    }

    /// <summary>0.4 m r², with the square of the radius from the volume by Newton's cube root.</summary>
    private static double OfBall(double mass, double volume)
    {
        var cube = volume / 4.1887902047863905;
        var r = Math.Max(cube, 1);
        for (var i = 0; i < 80; i++) r = ((2 * r) + (cube / (r * r))) / 3;
        return 0.4 * mass * r * r;
    }

    /// <summary>Cramer's rule; a tensor of pieces with volume is never singular.</summary>
    private static Double3 Solve(double xx, double yy, double zz, double xy, double xz, double yz, Double3 b)
    {
        var (cx, cy, cz) = (new Double3((yy * zz) - (yz * yz), (xz * yz) - (xy * zz), (xy * yz) - (xz * yy)), new Double3((xz * yz) - (xy * zz), (xx * zz) - (xz * xz), (xy * xz) - (xx * yz)), new Double3((xy * yz) - (xz * yy), (xy * xz) - (xx * yz), (xx * yy) - (xy * xy)));
        var determinant = (xx * cx.X) + (xy * cx.Y) + (xz * cx.Z);
        return new(Double3.Dot(cx, b) / determinant, Double3.Dot(cy, b) / determinant, Double3.Dot(cz, b) / determinant);
    }
}
