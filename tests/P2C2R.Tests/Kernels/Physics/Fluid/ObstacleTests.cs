using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Fluid;
using P2C2R.Kernels.Physics.Fluid.Solids;
using P2C2R.Kernels.Physics.Fluid.Solving;

namespace P2C2R.Tests.Kernels.Physics.Fluid;

/// <summary>Fluids around what doesn't give way. Lengths in cells, gravity 1.</summary>
public sealed class ObstacleTests
{
    private const int Depth = 12;

    private static readonly SceneCollider Nothing = new((P2C2R.Kernels.Physics.RigidBody.SceneShape?)null);

    /// <summary>
    /// A ball, a box and a mesh wholly under water that stands still, for 1,300 steps: the water's height is as before within 2% of the depth (compression is 1%), pressure
    /// at each depth within 8% of that at the floor (5% without obstacles; at the edges of a box the layer between it and the fluid is not a plane), and nothing is inside of them.
    /// </summary>
    [Theory]
    [InlineData("ball")]
    [InlineData("box")]
    [InlineData("mesh")]
    public void Still_water_stays_still_around_an_obstacle(string form)
    {
        var shape = form switch
        {
            "ball" => new SolidShape(SolidForm.Sphere, new Float3(3, 0, 0), null),
            "box" => new SolidShape(SolidForm.Box, new Float3(2.3f, 2.6f, 2.9f), null),
            _ => new SolidShape(SolidForm.Mesh, default, DistanceFieldMaker.Make(Balls.Make(default, 3, 4), null)),
        };
        var obstacle = Still(shape, new Float3(6.3f, 6.4f, 6.2f));
        var settings = Tank.Settings(10 * MathF.Sqrt(Depth));
        var grid = new FluidShape(11, 2 * Depth, 11);
        var scene = new FluidScene([obstacle], []);
        var particles = Without(Tank.Block((11, Depth, 11)), scene, grid);
        using var world = new FluidWorld(grid, settings, particles, 1, scene, null, 0, TestContext.Current.CancellationToken);
        var (pressures, counts) = (new double[2 * Depth], new int[2 * Depth]);
        var (start, height, looks) = (Tank.Mean(particles, 1), 0.0, 0);
        for (var step = 0; step < 1300; step++)
        {
            Assert.True(world.Step());
            if (step < 900 || step % 10 != 0) continue;
            (height, looks) = (height + Tank.Mean(world.Particles, 1), looks + 1);
            for (var i = 0; i < world.Particles.Count; i++)
            {
                var row = world.Particles.Rows.Slice(i * ParticleStore.Floats, 4);
                pressures[(int)(row[1] - FluidShape.Wall)] += ParticleLaw.Pressure(row[3]) * settings.SoundSpeed * settings.SoundSpeed;
                counts[(int)(row[1] - FluidShape.Wall)]++;
            }
        }

        AssertOutside(world, scene, grid, 1300, settings);
        Assert.Equal(start, height / looks, 0.02 * Depth);
        for (var layer = 0; layer < Depth; layer++) Assert.InRange((pressures[layer] / counts[layer] / Depth) - ((Depth - layer - 0.5) / Depth), -0.08, 0.08);
    }

    /// <summary>A block of water falls onto a ball and a turning box, and flows off: in every step all particles are outside, and moving and turning obstacles push them ahead.</summary>
    [Fact]
    public void Particles_never_end_inside()
    {
        var ball = Still(new SolidShape(SolidForm.Sphere, new Float3(3, 0, 0), null), new Float3(8, 6, 8));
        var paddle = new SceneObstacle(
            new SolidShape(SolidForm.Box, new Float3(4, 1.2f, 3), null), Nothing,
            new SolidMotion(new Float3(16, 5, 9), Rotation.Identity, default, new Float3(0.3f, 0, 1), []), 0.02f);
        var pusher = new SceneObstacle(
            new SolidShape(SolidForm.Box, new Float3(1.5f, 4, 9), null), Nothing,
            new SolidMotion(new Float3(1, 5, 9), Rotation.Identity, default, default, [(0, new Float3(1, 5, 9)), (8, new Float3(4, 5, 9)), (12, new Float3(2, 5, 9))]), TankWalls.Stick);
        var scene = new FluidScene([ball, paddle, pusher], []);
        var grid = new FluidShape(22, 20, 16);
        var settings = Tank.Settings(40);
        using var world = new FluidWorld(grid, settings, Without(Tank.Block((20, 6, 14), (1, 12, 1)), scene, grid), 1, scene, null, 0, TestContext.Current.CancellationToken);
        for (var step = 0; step < 800; step++)
        {
            Assert.True(world.Step());
            if (step % 20 == 0) AssertOutside(world, scene, grid, step + 1, settings);
        }
    }

    /// <summary>The same bytes with any number of threads, and begun again in the middle.</summary>
    [Fact]
    public void Threads_and_slices_change_nothing()
    {
        var scene = new FluidScene([
            Still(new SolidShape(SolidForm.Mesh, default, DistanceFieldMaker.Make(Balls.Make(default, 3, 3), null)), new Float3(11, 4, 9)),
            new SceneObstacle(new SolidShape(SolidForm.Box, new Float3(1.5f, 4, 3), null), Nothing, new SolidMotion(new Float3(5, 4, 9), Rotation.Identity, new Float3(1, 0, 0), new Float3(0, 1, 0), []), 0.1f),
        ], []);
        var (grid, settings) = (new FluidShape(16, 12, 24), Tank.Settings(20));
        float[] After(int threads, params int[] parts)
        {
            var (particles, done) = (Without(Tank.Block((14, 6, 14)), scene, grid), 0);
            foreach (var steps in parts)
            {
                using var world = new FluidWorld(grid, settings, particles, threads, scene, null, done, TestContext.Current.CancellationToken);
                for (var i = 0; i < steps; i++) Assert.True(world.Step());
                done += steps;
            }

            return [.. particles.Rows, .. particles.Ids.ToArray().Select(static id => (float)id)];
        }

        var one = After(1, 120);
        Assert.Equal(one, After(2, 120));
        Assert.Equal(one, After(5, 1, 49, 70));
    }

    private static SceneObstacle Still(SolidShape shape, Float3 at) => new(shape, Nothing, new SolidMotion(at, Rotation.Identity, default, default, []), 0);

    /// <summary>The particles outside of what is solid.</summary>
    internal static ParticleStore Without(ParticleStore particles, FluidScene scene, FluidShape grid)
    {
        var solids = scene.At(0, grid, 0);
        var outside = Enumerable.Range(0, particles.Count).Where(i => solids.TrueForAll(s => s.Distance(Place(particles, i), out _) >= 0)).ToList();
        var left = new ParticleStore(outside.Count);
        for (var i = 0; i < outside.Count; i++) particles.Rows.Slice(outside[i] * ParticleStore.Floats, ParticleStore.Floats).CopyTo(left.Rows[(i * ParticleStore.Floats)..]);
        return left;
    }

    /// <summary>Rounding of places of about 20 cells is 1e-6; what is pushed out goes a thousandth of a cell farther.</summary>
    private static void AssertOutside(FluidWorld world, FluidScene scene, FluidShape grid, int step, FluidSettings settings)
    {
        foreach (var solid in scene.At(step, grid, settings.TimeStep))
        {
            for (var i = 0; i < world.Particles.Count; i++)
            {
                var distance = solid.Distance(Place(world.Particles, i), out _);
                Assert.True(distance > -1e-4f, $"step {step}: particle {world.Particles.Ids[i]} is {-distance} inside");
            }
        }
    }

    private static Float3 Place(ParticleStore particles, int i) => Float3.From(particles.Rows, i * ParticleStore.Floats);
}
