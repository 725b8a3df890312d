using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Fluid.Solving;

namespace P2C2R.Tests.Kernels.Physics.Fluid;

/// <summary>The solver beside what is known of fluids. Lengths in cells, gravity 1, so the time unit is sqrt(cell / g).</summary>
public sealed class FluidWorldTests
{
    /// <summary>
    /// The front of a collapsing square column beside J. C. Martin and W. J. Moyce, "An experimental study of the collapse of liquid columns on a rigid horizontal
    /// plane", 1952, n^2 = 1, a = 2.25 in: t sqrt(g / a) and front / a. Within 10%: their gate takes time to open, and a column of 16 cells has a film of less than one
    /// as its tip. The floor's skin friction is 0.02, as for a thin rough layer; the front is where 99.9% of the fluid lie before.
    /// </summary>
    [Fact]
    public void The_front_of_a_broken_dam_is_where_Martin_and_Moyce_saw_it()
    {
        const int A = 16;
        (double T, double Z)[] seen =
        [
            (0.43, 1.11), (0.62, 1.22), (0.80, 1.44), (0.97, 1.67), (1.14, 1.89), (1.29, 2.11), (1.45, 2.33), (1.62, 2.56), (1.76, 2.78), (1.93, 3.00),
            (2.07, 3.22), (2.24, 3.44), (2.40, 3.67), (2.54, 3.89), (2.71, 4.11), (2.87, 4.33), (3.04, 4.56),
        ];
        var settings = Tank.Settings(10 * MathF.Sqrt(A), walls: Tank.Slip with { Floor = 0.02f });
        using var world = new FluidWorld(new FluidShape(6 * A, A + 2, 2), settings, Tank.Block((A, A, 2)), 1, TestContext.Current.CancellationToken);
        var steps = 0;
        foreach (var (t, z) in seen)
        {
            for (; steps * settings.TimeStep < t * Math.Sqrt(A); steps++) Assert.True(world.Step());
            var places = Enumerable.Range(0, world.Particles.Count).Select(i => world.Particles.Rows[i * ParticleStore.Floats] - FluidShape.Wall).Order().ToList();
            var front = places[^(1 + (places.Count / 1000))] / A;
            Assert.True(Math.Abs((front / z) - 1) < 0.1, $"at {t}: {front:F3}, seen {z}");
        }
    }

    /// <summary>
    /// After the sound of the beginning has died away, over a thousand steps: pressure at each depth within 5% of that at the floor (of a layer half a cell from the surface
    /// one half is air), depth within 2% (1% is the compression that the speed of sound allows).
    /// </summary>
    [Fact]
    public void Still_fluid_has_its_weight_as_pressure_and_keeps_its_volume()
    {
        const int Depth = 12;
        var settings = Tank.Settings(10 * MathF.Sqrt(Depth));
        using var world = new FluidWorld(new FluidShape(5, 2 * Depth, 5), settings, Tank.Block((5, Depth, 5)), 1, TestContext.Current.CancellationToken);
        var (pressures, counts, heights) = (new double[2 * Depth], new int[2 * Depth], new List<double>());
        for (var step = 0; step < 2500; step++)
        {
            Assert.True(world.Step());
            if (step < 1500 || step % 10 != 0) continue;
            heights.Add(2 * (Tank.Mean(world.Particles, 1) - FluidShape.Wall) / Depth);
            for (var i = 0; i < world.Particles.Count; i++)
            {
                var row = world.Particles.Rows.Slice(i * ParticleStore.Floats, 4);
                var layer = (int)(row[1] - FluidShape.Wall);
                pressures[layer] += ParticleLaw.Pressure(row[3]) * settings.SoundSpeed * settings.SoundSpeed;
                counts[layer]++;
            }
        }

        for (var layer = 0; layer < Depth; layer++) Assert.InRange((pressures[layer] / counts[layer] / Depth) - ((Depth - layer - 0.5) / Depth), -0.05, 0.05);
        Assert.All(heights, static h => Assert.InRange(h, 0.98, 1.02));
    }

    /// <summary>
    /// A block of water falls into a pool: a crater, a crown, a jet, drops, waves for three seconds of a tank with cells of ten centimetres. It is never pressed together by more than
    /// 2% on average (1% is the compression that the speed of sound allows; what flies apart into drops counts as up to a fifth wider), and in the end the water stands as high as that of the pool and the block together, within 2%.
    /// </summary>
    [Fact]
    public void A_splash_keeps_its_volume()
    {
        const int Width = 12, Depth = 5, Side = 4;
        var (pool, block) = (Tank.Block((Width, Depth, Width)), Tank.Block((Side, Side, Side), (4, 12, 4), static _ => new Float3(0, -1, 0)));
        var particles = new ParticleStore(pool.Count + block.Count);
        pool.Rows.CopyTo(particles.Rows);
        block.Rows.CopyTo(particles.Rows[pool.Rows.Length..]);
        var settings = Tank.Settings(10 * MathF.Sqrt(16));
        using var world = new FluidWorld(new FluidShape(Width, 20, Width), settings, particles, 1, TestContext.Current.CancellationToken);
        var (heights, depth) = (new List<double>(), particles.Count / 8.0 / (Width * Width));
        for (var step = 1; step <= 4000; step++)
        {
            Assert.True(world.Step());
            if (step % 50 != 0) continue;
            Assert.InRange(Tank.Mean(world.Particles, 3), 0.98, 1.05);
            if (step > 3000) heights.Add(2 * (Tank.Mean(world.Particles, 1) - FluidShape.Wall) / depth);
        }

        Assert.InRange(heights.Average(), 0.98, 1.02);
    }

    /// <summary>A turning, stretching drop in the open: what the nodes give and take is the same, so momentum changes by rounding alone (2^-24 of a part, thousands of times).</summary>
    [Fact]
    public void Momentum_stays_and_particles_stay_as_many()
    {
        var particles = Tank.Block((6, 6, 6), (9, 9, 9), static p => new Float3(0.5f - (0.2f * (p.Y - 13)), 0.3f + (0.2f * (p.X - 13)), 0.1f * (p.Z - 13)));
        var before = Enumerable.Range(4, 3).Select(i => Tank.Mean(particles, i)).ToArray();
        using var world = new FluidWorld(new FluidShape(24, 24, 24), Tank.Settings(10, gravity: 0), particles, 1, TestContext.Current.CancellationToken);
        for (var i = 0; i < 100; i++) Assert.True(world.Step());
        for (var i = 0; i < 3; i++) Assert.Equal(before[i], Tank.Mean(world.Particles, 4 + i), 1e-5);
        Assert.Equal(Enumerable.Range(0, particles.Count), world.Particles.Ids.ToArray().Order());
    }

    /// <summary>Far from walls and at rest in itself, everything falls as one: v = g t and s = g t^2 / 2, half a step late.</summary>
    [Fact]
    public void A_drop_falls_freely()
    {
        using var world = new FluidWorld(new FluidShape(12, 40, 12), Tank.Settings(20), Tank.Block((3, 3, 3), (4, 30, 4)), 1, TestContext.Current.CancellationToken);
        var start = Tank.Mean(world.Particles, 1);
        for (var i = 0; i < 400; i++) Assert.True(world.Step());
        var t = 400 * (0.3 / 20);
        Assert.Equal(-t, Tank.Mean(world.Particles, 5), 1e-3);
        Assert.Equal(start - (t * t / 2), Tank.Mean(world.Particles, 1), 0.06);
    }

    [Fact]
    public void Threads_change_nothing()
    {
        float[] After(int threads)
        {
            using var world = new FluidWorld(new FluidShape(16, 12, 24), Tank.Settings(20), Tank.Block((8, 8, 12)), threads, TestContext.Current.CancellationToken);
            for (var i = 0; i < 120; i++) world.Step();
            return [.. world.Particles.Rows, .. world.Particles.Ids.ToArray().Select(static id => (float)id)];
        }

        var one = After(1);
        Assert.Equal(one, After(2));
        Assert.Equal(one, After(5));
    }
}
