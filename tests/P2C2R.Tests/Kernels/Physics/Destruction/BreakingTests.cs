using System.Globalization;
using System.Text;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction;
using P2C2R.Kernels.Physics.Destruction.Bonds;
using P2C2R.Kernels.Physics.Destruction.Fracturing;
using P2C2R.Kernels.Physics.Destruction.Running;
using P2C2R.Kernels.Physics.Destruction.Scenes;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Tests.Kernels.Physics.Destruction;

/// <summary>What breaking does to motion: books of energy and momentum, step by step.</summary>
public sealed class BreakingTests
{
    /// <summary>Nothing but a ball and a slab in empty space.</summary>
    [Fact]
    public void Breaking_takes_its_energy_and_keeps_momentum()
    {
        var scene = Scene(Slab(""" "strength": 2e5, "fracture_energy": 300 """, "", -12));
        using var world = new BreakingWorld(scene, new Scenario(1, 1), 1);
        var (energy, momentum, turning) = Books(world.World.Bodies);
        var (first, spent) = (energy, 0.0);
        for (var step = 0; step < 60; step++)
        {
            var broken = world.IsBroken.ToArray();
            world.Step(step, TestContext.Current.CancellationToken);
            var cost = scene.Bonds.Where((b, i) => world.IsBroken[i] && !broken[i]).Sum(static b => b.Area * 300.0);
            spent += cost;
            var now = Books(world.World.Bodies);

            // Contacts that push overlaps of rounding apart may add a little: below a ten-thousandth of the first energy a step.
            Assert.True(now.Energy <= energy - cost + (1e-4 * first), $"step {step}: {energy} J, {cost} J of cracks, then {now.Energy} J");
            energy = now.Energy;
            Assert.True((now.Momentum - momentum).Length < 1e-4 * momentum.Length, $"step {step}: momentum {momentum}, then {now.Momentum}");

            // Contacts push as soon as surfaces are nearer than they get in a step: for its arm of a centimetre at most.
            Assert.True((now.Turning - turning).Length < 1e-2 * momentum.Length, $"step {step}: angular momentum {turning}, then {now.Turning}");
        }

        Assert.True(spent > 0.02 * first, $"{spent} J of {first} J went into cracks");
    }

    /// <summary>The same wall, which breaks alike, costs what it is told to; one of no strength costs nothing.</summary>
    [Fact]
    public void A_ball_comes_out_slower_the_more_breaking_takes()
    {
        var none = SpeedBehind(""" "strength": 1 """);
        var cheap = SpeedBehind(""" "strength": 2e5, "fracture_energy": 0 """);
        var dear = SpeedBehind(""" "strength": 2e5, "fracture_energy": 3000 """);
        var dearest = SpeedBehind(""" "strength": 2e5, "fracture_energy": 9000 """);
        Assert.True(Math.Min(none, cheap) > dear + 0.2 && dear > dearest + 0.2 && dearest >= 0, $"{none}, {cheap}, {dear}, {dearest}");
    }

    [Fact]
    public void A_stronger_slab_breaks_less()
    {
        var broken = new List<int>();
        foreach (var strength in (float[])[0.1f, 1, 10, 1000])
        {
            using var world = new BreakingWorld(Scene(Slab(""" "strength": 2e5 """, "", -12)), new Scenario(strength, 1), 1);
            for (var step = 0; step < 30; step++) world.Step(step, TestContext.Current.CancellationToken);
            broken.Add(world.IsBroken.Count(static b => b));
        }

        Assert.True(broken[0] > broken[1] && broken[1] > broken[2] && broken[3] == 0, string.Join(", ", broken));
    }

    /// <summary>What lies still sleeps; a blow wakes it.</summary>
    [Fact]
    public void Debris_falls_asleep_and_wakes()
    {
        var scene = Scene("""
            { "steps": 400, "ground": 0, "solids": [{ "box": [0.5, 0.25, 0.1], "position": [0, 0.25, 0], "sites": 8, "material": { "strength": 1e5 } }],
              "impacts": [{ "step": 5, "point": [0, 0.3, 0], "radius": 0.3, "impulse": [0, 0, -200] }, { "step": 380, "point": [0, 0, 0], "radius": 50, "impulse": [0, 100, 0] }] }
            """);
        using var world = new BreakingWorld(scene, new Scenario(1, 1), 1);
        for (var step = 0; step < 379; step++) world.Step(step, TestContext.Current.CancellationToken);
        Assert.True(world.Map.Clusters.Count > 1);
        Assert.Equal(0, world.World.AwakeBodies);
        for (var step = 379; step < 382; step++) world.Step(step, TestContext.Current.CancellationToken);
        Assert.Equal(world.Map.Clusters.Count, world.World.AwakeBodies);
    }

    private static double SpeedBehind(string material)
    {
        using var world = new BreakingWorld(Scene(Slab(material, ", \"anchors\": [{ \"high\": [100, -0.7, 100] }]", -12)), new Scenario(1, 1), 1);
        for (var step = 0; step < 30; step++) world.Step(step, TestContext.Current.CancellationToken);
        return -world.World.Bodies.Velocity(0).Z;
    }

    private static string Slab(string material, string more, double speed) => $$"""
        { "steps": 60, "gravity": [0, 0, 0],
          "solids": [{ "box": [0.8, 0.8, 0.03], "sites": 12, "impact_sites": [{ "point": [0.1, 0.1, 0], "radius": 0.5, "count": 15 }], "seed": 5, "material": { {{material}} } {{more}} }],
          "projectiles": [{ "radius": 0.15, "position": [0.1, 0.1, 0.5], "velocity": [0, 0, {{speed.ToString(CultureInfo.InvariantCulture)}}] }] }
        """;

    private static FracturedScene Scene(string document)
    {
        var scene = DestructionDocument.Read(Encoding.UTF8.GetBytes(document), NoFiles.Instance).Scene;
        var stop = TestContext.Current.CancellationToken;
        return new(scene, [.. scene.Solids.Select((s, i) =>
        {
            var pieces = new Fracturer(s.Solid, s.Place, i).Run(s.Sites, 1, static _ => { }, stop);
            return HulledSolid.Of(FracturedSolid.Of(pieces, BondFinder.Find(pieces, stop), stop), stop);
        })]);
    }

    private static (double Energy, Double3 Momentum, Double3 Turning) Books(BodyStore bodies)
    {
        var (energy, momentum, turning) = (0.0, default(Double3), default(Double3));
        for (var b = 0; b < bodies.Count; b++)
        {
            if (bodies.Kinds[b] != BodyKind.Dynamic) continue;
            double mass = 1.0 / bodies.InverseMass(b);
            var (v, w, at) = (Wide(bodies.Velocity(b)), bodies.AngularVelocity(b), Wide(bodies.Centers[b]));
            var spin = bodies.Inertias[b].Turned(Matrix3.Of(bodies.Rotations[b])) * w;
            energy += 0.5 * ((mass * Double3.Dot(v, v)) + Float3.Dot(w, spin));
            momentum += v * mass;
            turning += Double3.Cross(at, v * mass) + Wide(spin);
        }

        return (energy, momentum, turning);
    }

    private static Double3 Wide(Float3 v) => new(v.X, v.Y, v.Z);
}
