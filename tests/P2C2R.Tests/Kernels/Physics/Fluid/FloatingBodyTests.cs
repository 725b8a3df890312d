using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Fluid;
using P2C2R.Kernels.Physics.Fluid.Solids;
using P2C2R.Kernels.Physics.Fluid.Solving;
using P2C2R.Kernels.Physics.RigidBody;

namespace P2C2R.Tests.Kernels.Physics.Fluid;

/// <summary>Bodies that the fluid moves, and that move it. Lengths in cells, gravity 1, eight particles a cell.</summary>
public sealed class FloatingBodyTests
{
    /// <summary>
    /// Archimedes: a slab comes to rest with as much of its volume under the water's level as its density is of the fluid's. Within 0.04 of its volume, a fifth of a cell: particles are half a cell
    /// apart, and the layer around a body in which the fluid isn't quite as dense as elsewhere is a part of that.
    /// </summary>
    [Theory]
    [InlineData(0.5f)]
    [InlineData(0.25f)]
    [InlineData(0.8f)]
    public void A_slab_floats_as_deep_as_Archimedes_says(float density)
    {
        const int Width = 14, Depth = 7;
        var half = new Float3(3.5f, 2.5f, 3.5f);
        var (grid, settings) = (new FluidShape(Width, 16, Width), Tank.Settings(10 * MathF.Sqrt(Depth)));
        var (area, below) = ((double)Width * Width, 4.0 * half.X * half.Z);
        var start = Depth + (2 * half.Y * (0.5f - density));
        var scene = new FluidScene([], [Box(half, new Float3(8, 1 + start, 8), density)]);
        var particles = ObstacleTests.Without(Tank.Block((Width, Depth, Width)), scene, grid);
        using var bodies = BodyWorld.Start(scene, grid, settings)!;
        using var world = new FluidWorld(grid, settings, particles, 1, scene, bodies, 0, TestContext.Current.CancellationToken);
        var (sum, looks) = (0.0, 0);
        for (var step = 0; step < 2000; step++)
        {
            Assert.True(world.Step());
            if (step < 1200) continue;
            (sum, looks) = (sum + bodies.Pose(0).Position.Y - FluidShape.Wall - half.Y, looks + 1);
        }

        // The level is where fluid and what is under it fill the tank: level x area = fluid + under, under = below x (level - bottom).
        var bottom = sum / looks;
        var level = ((particles.Count / 8.0) - (below * bottom)) / (area - below);
        Assert.Equal(density, (level - bottom) / (2 * half.Y), 0.04);
        Assert.InRange(bodies.Pose(0).Rotation.W, 0.99f, 1);
    }

    /// <summary>A ball of twice the fluid's density sinks, and lies on the floor.</summary>
    [Fact]
    public void What_is_heavier_sinks()
    {
        const int Side = 12;
        var (grid, settings) = (new FluidShape(Side, Side + 4, Side), Tank.Settings(10 * MathF.Sqrt(Side)));
        var scene = new FluidScene([], [Ball(2.5f, new Float3(7, 8, 7), 2)]);
        using var bodies = BodyWorld.Start(scene, grid, settings)!;
        using var world = new FluidWorld(grid, settings, ObstacleTests.Without(Tank.Block((Side, Side, Side)), scene, grid), 1, scene, bodies, 0, TestContext.Current.CancellationToken);
        for (var step = 0; step < 1500; step++) Assert.True(world.Step());
        Assert.InRange(bodies.Pose(0).Position.Y, FluidShape.Wall + 2.4f, FluidShape.Wall + 2.8f);
    }

    /// <summary>A spinning box flies into a drop in the open: what one gains the other loses, in momentum and in angular momentum, but for rounding (2^-24 of a part, thousands of times).</summary>
    [Fact]
    public void Momentum_of_fluid_and_bodies_stays()
    {
        var (grid, settings) = (new FluidShape(26, 26, 26), Tank.Settings(30, gravity: 0));
        var scene = new FluidScene([], [Box(new Float3(2, 3, 2), new Float3(8, 13, 13), 0.3f) with { Velocity = new Float3(2, 0.1f, -0.2f), AngularVelocity = new Float3(0.1f, 0.4f, 0.3f) }]);
        using var bodies = BodyWorld.Start(scene, grid, settings)!;
        using var world = new FluidWorld(grid, settings, ObstacleTests.Without(Tank.Block((6, 7, 6), (11, 9, 9)), scene, grid), 1, scene, bodies, 0, TestContext.Current.CancellationToken);
        var before = Momentum(world, bodies, 0);
        var first = bodies.Pose(0).Velocity.X;
        for (var step = 0; step < 300; step++) Assert.True(world.Step());
        Assert.True(bodies.Pose(0).Velocity.X < 0.6f * first, "it met the fluid");
        var after = Momentum(world, bodies, 0);
        for (var i = 0; i < 3; i++) Assert.Equal(before[i], after[i], 2e-4 * bodies.Mass(0));
    }

    /// <summary>Two boxes fall onto an obstacle and one another into water; any threads, begun again in the middle: the same bytes.</summary>
    [Fact]
    public void Threads_and_slices_change_nothing()
    {
        const string Scene = """{"size":[1.6,1.2,1.6],"cell":0.1,"sound_speed":30,"steps":90,"frame_steps":30,"fluid":[{"box":[[0,0,0],[1.6,0.5,1.6]]}],"obstacles":[{"sphere":0.25,"at":[0.8,0.3,0.8]},{"box":[[0.1,0,0],[0.3,0.8,1.6]],"path":[[0,0.2,0.4,0.8],[1,0.5,0.4,0.8]]}],"bodies":[{"box":[[0.6,0.6,0.6],[0.9,0.9,0.9]],"density":700,"velocity":[0.5,-3,0]},{"sphere":0.2,"at":[0.8,1,0.85],"mass":12,"angular_velocity":[3,0,0],"velocity":[0,-4,0]}]""";
        using var one = KernelRun.Of(new FluidKernel(), Scene + "}");
        using var cut = KernelRun.Of(new FluidKernel(), Scene + ",\"steps_per_slice\":13}", threads: 2);
        using var single = KernelRun.Of(new FluidKernel(), Scene + ",\"steps_per_slice\":1}", threads: 3);
        Assert.Null(one.Merged.Failure);
        Assert.Equal(one.Merged.OutputHash, cut.Merged.OutputHash);
        Assert.Equal(one.Merged.OutputHash, single.Merged.OutputHash);
    }

    [Theory]
    [InlineData("\"box\":[[0,0,0],[0.1,0.5,0.5]]", "body 0 is thinner than 1.5 cells")]
    [InlineData("\"sphere\":0.3,\"at\":[0.2,0.5,0.5]", "body 0 reaches through a wall")]
    [InlineData("\"sphere\":0.3,\"at\":[0.5,0.5,0.5],\"density\":0", "\"density\" must be a number from 0.1")]
    [InlineData("\"sphere\":0.3,\"at\":[0.5,0.5,0.5],\"density\":5,\"mass\":1", "say the same")]
    [InlineData("\"sphere\":0.3,\"at\":[0.5,0.5,0.5],\"mass\":1e12", "times the mass of a particle")]
    [InlineData("\"sphere\":0.3,\"at\":[0.5,0.5,0.5],\"path\":[]", "\"path\" is not a field here")]
    [InlineData("\"mesh\":\"ball.obj\",\"at\":[0.5,0.5,0.5],\"scale\":0.3", "at most 256 corners")]
    public void Bad_bodies_say_field_limit_and_remedy(string fields, string message)
    {
        var files = new Meshes.MemoryFiles(("ball.obj", Balls.Obj(Balls.Make(default, 1, 4))));
        var document = $$"""{"size":[1,1,1],"cell":0.1,"steps":1,"fluid":[{"box":[[0,0,0],[1,1,1]]}],"bodies":[{ {{fields}}}]}""";
        var thrown = Assert.Throws<P2C2R.Kernels.InputException>(() => new FluidKernel().Plan(System.Text.Encoding.UTF8.GetBytes(document), files));
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
    }

    /// <summary>Scenes come from strangers: whatever bits are turned in one, a slice ends as one of its outcomes.</summary>
    [Fact]
    public void Hostile_scenes_take_nothing_down()
    {
        var kernel = new FluidKernel();
        var files = new Meshes.MemoryFiles(("ball.obj", Balls.Obj(Balls.Make(default, 0.2f, 1))));
        const string Scene = """{"size":[1,1,1],"cell":0.1,"sound_speed":20,"steps":3,"fluid":[{"box":[[0,0,0],[1,0.4,1]]}],"obstacles":[{"sphere":0.1,"at":[0.2,0.2,0.2],"path":[[0,0.2,0.2,0.2],[1,0.4,0.2,0.2]]},{"mesh":"ball.obj","at":[0.7,0.3,0.7],"angular_velocity":[0,1,0]}],"bodies":[{"box":[[0.4,0.4,0.4],[0.6,0.6,0.6]]}]}""";
        var plan = kernel.Plan(System.Text.Encoding.UTF8.GetBytes(Scene), files);
        var slice = plan.Slices[0];
        var (state, scene) = (plan.Blobs[slice.Blobs[0]], plan.Blobs[slice.Blobs[1]].ToArray());
        for (var i = 0; i < 300; i++)
        {
            // Headers lie at both ends, distances in the middle.
            var turned = (byte[])scene.Clone();
            var at = (i % 3) switch { 0 => i, 1 => turned.Length - 1 - i, _ => i * 7919 % turned.Length };
            turned[at] ^= (byte)(1 << (i % 8));
            var hash = new P2C2R.Protocol.Sha256Hash(System.Security.Cryptography.SHA256.HashData(turned));
            using var output = new P2C2R.Kernels.Execution.SliceOutputStream();
            var trailer = kernel.Execute(new P2C2R.Kernels.SliceExecution
            {
                Input = slice.Input,
                Blobs = [new P2C2R.Kernels.SliceData(slice.Blobs[0], state), new P2C2R.Kernels.SliceData(hash, turned)],
                Output = output,
                MaxUnits = slice.MaxUnits,
                Cancellation = TestContext.Current.CancellationToken,
            });
            Assert.True(Enum.IsDefined(trailer.Outcome));
        }
    }

    private static FloatingBody Box(Float3 half, Float3 at, float density) =>
        new(new SolidShape(SolidForm.Box, half, null), new SceneCollider(new SceneShape(SceneForm.Box, half, [], [])), at, Rotation.Identity, default, default, 8 * density * 8 * half.X * half.Y * half.Z, 0, 0.5f, 0);

    private static FloatingBody Ball(float radius, Float3 at, float density)
    {
        var size = new Float3(radius, 0, 0);
        return new(new SolidShape(SolidForm.Sphere, size, null), new SceneCollider(new SceneShape(SceneForm.Sphere, size, [], [])), at, Rotation.Identity, default, default, 8 * density * 4.18879f * radius * radius * radius, 0, 0.5f, 0);
    }

    /// <summary>Of all particles and a body.</summary>
    private static double[] Momentum(FluidWorld world, BodyWorld bodies, int body)
    {
        var pose = bodies.Pose(body);
        var total = new[] { (double)bodies.Mass(body) * pose.Velocity.X, (double)bodies.Mass(body) * pose.Velocity.Y, (double)bodies.Mass(body) * pose.Velocity.Z };
        for (var i = 0; i < world.Particles.Count; i++)
        {
            for (var axis = 0; axis < 3; axis++) total[axis] += world.Particles.Rows[(i * ParticleStore.Floats) + 4 + axis];
        }

        return total;
    }
}
