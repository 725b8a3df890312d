using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Fluid.Solving;

namespace P2C2R.Tests.Kernels.Physics.Fluid;

/// <summary>Blocks of fluid in tanks, eight particles a cell, gravity 1 and lengths in cells.</summary>
internal static class Tank
{
    public static readonly TankWalls Slip = new(0, 0, 0, 0, 0, 0);

    /// <summary>A time step after the documented bound.</summary>
    public static FluidSettings Settings(float soundSpeed, float gravity = 1, TankWalls? walls = null) =>
        new(0.3f / soundSpeed, soundSpeed, 0, new Float3(0, -gravity, 0), 8, walls ?? Slip);

    public static ParticleStore Block((int X, int Y, int Z) cells, (float X, float Y, float Z) from = default, Func<Float3, Float3>? velocity = null)
    {
        var particles = new ParticleStore(8 * cells.X * cells.Y * cells.Z);
        for (var i = 0; i < particles.Count; i++)
        {
            var (x, y, z) = (i % (2 * cells.X), i / (2 * cells.X) % (2 * cells.Y), i / (4 * cells.X * cells.Y));
            var row = particles.Rows.Slice(i * ParticleStore.Floats, ParticleStore.Floats);
            (row[0], row[1], row[2]) = (FluidShape.Wall + from.X + ((x + 0.5f) / 2), FluidShape.Wall + from.Y + ((y + 0.5f) / 2), FluidShape.Wall + from.Z + ((z + 0.5f) / 2));
            row[3] = 1;
            if (velocity is not null) (row[4], row[5], row[6]) = velocity(new Float3(row[0], row[1], row[2]));
        }

        return particles;
    }

    public static double Mean(ParticleStore particles, int number) => Enumerable.Range(0, particles.Count).Average(i => (double)particles.Rows[(i * ParticleStore.Floats) + number]);
}
