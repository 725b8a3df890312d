using System.Text;
using P2C2R.Tests.Kernels.Meshes;

namespace P2C2R.Tests.Golden;

/// <summary>
/// Small scenes that live for a thousand steps and meet as much of the physics kernels as a second without vectors allows. Documents lack their last
/// brace: a test adds how they are sliced.
/// </summary>
internal static class LongRunScenes
{
    /// <summary>
    /// Every shape, every joint, a moving platform, filters, pushes, a bouncing ball, a rolling one that comes to rest, and a wall that falls
    /// asleep and is woken by a ball.
    /// </summary>
    public const string Bodies = """
        {
          "steps": 1000, "record_every": 100, "seed": 5,
          "shapes": {
            "brick": { "type": "box", "half": [0.4, 0.2, 0.2] },
            "ball": { "type": "sphere", "radius": 0.25 },
            "gem": { "type": "hull", "points": [[0.3, 0, 0], [-0.3, 0.05, 0], [0, 0.35, 0.02], [0, -0.3, 0], [0.05, 0, 0.3], [0, 0.02, -0.3]] }
          },
          "bodies": [
            { "name": "valley", "kind": "static", "friction": 0.5, "shape": { "type": "height_field", "cell": 2, "heights": [[1.2, 0.6, 0.9], [0.8, 0, 0.5], [1, 0.4, 1.1]] }, "position": [-6, 0, 0] },
            { "name": "ramp", "kind": "static", "shape": { "type": "mesh", "file": "ramp.obj" }, "position": [6, 0, 0] },
            { "name": "floor", "kind": "static", "shape": { "type": "box", "half": [3.5, 0.5, 3] }, "position": [0.5, -0.5, 0] },
            { "name": "ground", "kind": "static", "shape": { "type": "box", "half": [40, 0.5, 40] }, "position": [0, -4, 0], "rolling_friction": 0.02 },
            { "name": "lift", "kind": "kinematic", "shape": { "type": "box", "half": [0.6, 0.1, 0.6] }, "position": [2.8, 0.4, 2], "velocity": [0, 0.05, -0.02], "angular_velocity": [0, 0.3, 0] },
            { "name": "wall", "shape": "brick", "position": [-1.5, 0.2, -2], "grid": { "count": [2, 3, 1], "spacing": [0.82, 0.4, 0] }, "density": 1800 },
            { "name": "stone", "shape": "gem", "position": [-6.3, 2, -0.4], "jitter": 0.05, "rolling_friction": 0.01, "grid": { "count": [2, 1, 1], "spacing": [0.8, 0, 0] } },
            { "name": "drum", "shape": { "type": "cylinder", "half_length": 0.3, "radius": 0.25 }, "position": [6.2, 2.6, 0.3], "rotation": [0.5, 0.5, 0.5, 0.5], "density": 700 },
            { "name": "pill", "shape": { "type": "capsule", "half_length": 0.3, "radius": 0.15 }, "position": [5.6, 3.3, -0.3], "angular_velocity": [2, 0, 1], "restitution": 0.3 },
            { "name": "rubber", "shape": "ball", "position": [2.8, 2, 2], "restitution": 0.8, "linear_damping": 0.01 },
            { "name": "ghost", "shape": "ball", "position": [-1.1, 4, -2], "groups": 2, "mask": 2, "gravity_scale": 0.01 },
            { "name": "dumbbell", "position": [0.8, 0.8, 2], "velocity": [0.5, 0, 0], "angular_velocity": [0, 3, 0.5], "parts": [
              { "shape": { "type": "sphere", "radius": 0.2 }, "position": [-0.4, 0, 0] }, { "shape": { "type": "sphere", "radius": 0.2 }, "position": [0.4, 0, 0] },
              { "shape": { "type": "capsule", "half_length": 0.3, "radius": 0.06 }, "rotation": [0, 0, 0.70710678, 0.70710678] } ] },
            { "name": "post", "kind": "static", "shape": { "type": "box", "half": [0.1, 0.1, 0.1] }, "position": [0.5, 5, 0] },
            { "name": "link", "shape": "ball", "position": [0.5, 4.4, 0] },
            { "name": "bob", "shape": "ball", "position": [1.4, 4.4, 0], "density": 3000 },
            { "name": "door", "shape": { "type": "box", "half": [0.5, 0.6, 0.05] }, "position": [0, 1, -1] },
            { "name": "slide", "shape": { "type": "box", "half": [0.2, 0.2, 0.2] }, "position": [2.5, 1.5, -1] },
            { "name": "held", "shape": { "type": "box", "half": [0.15, 0.3, 0.15] }, "position": [3, 1.5, -1] },
            { "name": "rope", "shape": "ball", "position": [-0.4, 3.6, 0.8] },
            { "name": "arm", "shape": { "type": "capsule", "half_length": 0.4, "radius": 0.1 }, "position": [0.5, 3.4, 1.6] }
          ],
          "joints": [
            { "type": "ball", "a": "post", "b": "link", "anchor": [0.5, 4.9, 0] },
            { "type": "ball", "a": "link", "b": "bob", "anchor": [0.9, 4.4, 0] },
            { "type": "hinge", "a": "floor", "b": "door", "anchor": [-0.5, 1, -1], "axis": [0, 1, 0], "limits": [-1.2, 1.2], "motor": { "speed": 1, "most": 4 } },
            { "type": "slider", "a": "floor", "b": "slide", "anchor": [2.5, 1.5, -1], "axis": [0, 1, 0], "limits": [-0.6, 0.6], "frequency": 2, "damping": 0.1 },
            { "type": "fixed", "a": "slide", "b": "held", "anchor": [2.75, 1.5, -1] },
            { "type": "distance", "a": "post", "b": "rope", "anchor": [0.5, 5, 0], "anchor_b": [-0.4, 3.6, 0.8] },
            { "type": "six_degree", "a": "post", "b": "arm", "anchor": [0.5, 3.9, 1.6], "linear": [[0, 0], [-0.2, 0.2], [0, 0]], "angular": [[-0.5, 0.5], [1, -1], [0, 0]] }
          ],
          "pushes": [
            { "body": "wall 5", "step": 500, "impulse": [0, 20, 160] },
            { "body": "bob", "step": 300, "steps": 50, "force": [200, 0, 300] },
            { "body": "arm", "step": 400, "torque": [0, 60, 0], "steps": 10 }
          ]
        """;

    /// <summary>Viscous fluid that breaks like a dam between walls that hold, rub and let slip, and comes to rest.</summary>
    public const string Fluid = """
        {
          "size": [0.8, 0.6, 0.4], "cell": 0.1, "fluid": [{ "box": [[0, 0, 0], [0.3, 0.4, 0.3]], "velocity": [0.5, 0, 0.3] }],
          "walls": { "floor": "stick", "left": 0.05 }, "viscosity": 0.004, "sound_speed": 20, "steps": 1000, "frame_steps": 250
        """;

    /// <summary>A slab that a ball knocks pieces out of, and an arch that a blow breaks; what is left lies about.</summary>
    public const string Breaking = """
        {
          "steps": 1000, "record_every": 250, "ground": 0,
          "solids": [
            { "name": "slab", "box": [0.5, 0.5, 0.1], "position": [0, 0.5, 0], "sites": 3, "impact_sites": [{ "point": [0, 0.6, 0.1], "radius": 0.4, "count": 4 }],
              "material": { "density": 2000, "strength": 2e5 }, "anchors": [{ "high": [100, 0.2, 100] }], "seed": 2 },
            { "name": "wedge", "mesh": "wedge.obj", "position": [1.5, 0.3, 0], "sites": 2, "levels": [2], "material": { "density": 2000, "strength": 1e5, "restitution": 0.1 }, "seed": 4 }
          ],
          "projectiles": [{ "radius": 0.15, "position": [0, 0.6, 0.6], "velocity": [0, 0, -15] }],
          "impacts": [{ "step": 200, "point": [1.5, 0.5, 0], "radius": 0.5, "impulse": [150, 50, 0] }]
        """;

    /// <summary>The files that the scenes name.</summary>
    public static MemoryFiles Files { get; } = new(("ramp.obj", Encoding.UTF8.GetBytes(Ramp)), ("wedge.obj", Encoding.UTF8.GetBytes(Wedge)));

    private const string Ramp = "v -2 1.6 -2\nv -2 1.6 2\nv 0 0.5 2\nv 0 0.5 -2\nv 2 0.9 2\nv 2 0.9 -2\nf 1 2 3 4\nf 4 3 5 6\n";

    private const string Wedge = "v -0.4 -0.3 -0.3\nv 0.4 -0.3 -0.3\nv 0.4 -0.3 0.3\nv -0.4 -0.3 0.3\nv -0.4 0.4 0\nv 0.4 0.2 0\nf 1 2 3 4\nf 1 5 6 2\nf 3 6 5 4\nf 4 5 1\nf 2 6 3\n";
}
