using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Fluid.Solving;

namespace P2C2R.Tests.Kernels.Physics.Fluid;

/// <summary>Drops without gravity. Lengths in cells, surface tension over density 1.</summary>
public sealed class SurfaceTensionTests
{
    private const float Sound = 6;

    /// <summary>
    /// A cube becomes a ball, whose pressure inside is 2 sigma / r above that outside (T. Young 1805, P. Laplace 1806). Within 15%: the layer that bears the tension is three cells thick on balls
    /// of 6.2 and 8.7 cells. All but a hundredth of the fluid is within 0.6 cells of the ball's surface: corners of the cubes stood 3 and 4 cells out, and the layer's particles are half a cell apart.
    /// </summary>
    [Theory]
    [InlineData(10)]
    [InlineData(14)]
    public void A_cube_becomes_a_ball_with_the_pressure_of_Young_and_Laplace(int side)
    {
        var settings = Tank.Settings(Sound, gravity: 0) with { SurfaceTension = 1, Viscosity = 0.3f };
        using var world = new FluidWorld(new FluidShape(26, 26, 26), settings, Tank.Block((side, side, side), (13 - (side / 2f), 13 - (side / 2f), 13 - (side / 2f))), 1, TestContext.Current.CancellationToken);
        var radius = side * Math.Cbrt(0.75 / Math.PI);
        var (pressure, looks) = (0.0, 0);
        for (var step = 0; step < 1500; step++)
        {
            Assert.True(world.Step());
            if (step < 1200 || step % 10 != 0) continue;
            (pressure, looks) = (pressure + PressureWithin(world.Particles, radius / 2), looks + 1);
        }

        var far = Distances(world.Particles);
        Assert.InRange(pressure / looks / (2 / radius), 0.85, 1.15);
        Assert.InRange(far[^(far.Count / 100)], radius - 0.6, radius + 0.6);
    }

    /// <summary>A stretched drop swings: the period is 2 pi sqrt(rho r^3 / (8 sigma)) (Lord Rayleigh 1879). Within 15%: the layer that bears the tension is thick, and the swing is not small.</summary>
    [Fact]
    public void A_stretched_drop_swings_as_Rayleigh_says()
    {
        const float Radius = 6;
        var settings = Tank.Settings(Sound, gravity: 0) with { SurfaceTension = 1 };
        var block = Tank.Block((16, 16, 16), (4, 4, 4));
        var center = new Float3(13, 13, 13);
        var inside = Enumerable.Range(0, block.Count).Where(i => Away(block, i, center).LengthSquared < Radius * Radius).ToList();
        var drop = new ParticleStore(inside.Count);
        for (var i = 0; i < inside.Count; i++)
        {
            var row = drop.Rows.Slice(i * ParticleStore.Floats, ParticleStore.Floats);
            block.Rows.Slice(inside[i] * ParticleStore.Floats, ParticleStore.Floats).CopyTo(row);

            // A flow that keeps the volume, longer along x.
            var away = Away(drop, i, center);
            (row[4], row[5], row[6]) = (0.08f * away.X, -0.04f * away.Y, -0.04f * away.Z);
        }

        using var world = new FluidWorld(new FluidShape(24, 24, 24), settings, drop, 1, TestContext.Current.CancellationToken);
        var crossings = new List<double>();
        var before = 0.0;
        for (var step = 1; crossings.Count < 2 && step < 2000; step++)
        {
            Assert.True(world.Step());
            var stretch = Stretch(world.Particles);
            if (step > 20 && before > 0 != stretch > 0) crossings.Add(step * settings.TimeStep);
            before = stretch;
        }

        // It begins round and in motion, so from its first time round to its second is half a period.
        var volume = drop.Count / 8.0;
        var period = 2 * Math.PI * Math.Sqrt(3 * volume / (4 * Math.PI) / 8);
        Assert.Equal(2, crossings.Count);
        Assert.InRange(2 * (crossings[1] - crossings[0]) / period, 0.85, 1.15);
    }

    private static Float3 Away(ParticleStore particles, int i, Float3 center) => Float3.From(particles.Rows, i * ParticleStore.Floats) - center;

    private static Float3 Center(ParticleStore particles) => new((float)Tank.Mean(particles, 0), (float)Tank.Mean(particles, 1), (float)Tank.Mean(particles, 2));

    private static List<double> Distances(ParticleStore particles)
    {
        var center = Center(particles);
        return [.. Enumerable.Range(0, particles.Count).Select(i => (double)Away(particles, i, center).Length).Order()];
    }

    /// <summary>How much longer than wide it is.</summary>
    private static double Stretch(ParticleStore particles)
    {
        var (center, sum) = (Center(particles), 0.0);
        for (var i = 0; i < particles.Count; i++)
        {
            var away = Away(particles, i, center);
            sum += (away.X * away.X) - (0.5 * ((away.Y * away.Y) + (away.Z * away.Z)));
        }

        return sum;
    }

    private static double PressureWithin(ParticleStore particles, double radius)
    {
        var center = Center(particles);
        var inside = Enumerable.Range(0, particles.Count).Where(i => Away(particles, i, center).Length < radius);
        return inside.Average(i => ParticleLaw.Pressure(particles.Rows[(i * ParticleStore.Floats) + 3])) * Sound * Sound;
    }
}
