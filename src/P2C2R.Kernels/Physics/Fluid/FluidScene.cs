using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Physics.Fluid.Solids;
using P2C2R.Kernels.Physics.Fluid.Solving;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>What is in the tank beside the fluid, in cells; a blob that all slices of a task share: <c>i32 count, obstacles | i32 count, bodies</c>.</summary>
/// <param name="Obstacles">What moves as it was told, or not at all.</param>
/// <param name="Bodies">What the fluid moves.</param>
internal sealed record FluidScene(IReadOnlyList<SceneObstacle> Obstacles, IReadOnlyList<FloatingBody> Bodies)
{
    /// <summary>Nothing.</summary>
    public static readonly FluidScene Empty = new([], []);

    /// <summary>Whether there is nothing.</summary>
    public bool IsEmpty => Obstacles.Count + Bodies.Count == 0;

    /// <summary>The solids where they are at a step (bodies as at the beginning), of which only distances are asked.</summary>
    public List<Solid> At(int step, FluidShape grid, double timeStep)
    {
        var solids = new List<Solid>();
        foreach (var obstacle in Obstacles)
        {
            var solid = new Solid(obstacle.Shape, default, obstacle.Friction, grid);
            solid.Place(obstacle.Motion.At(step, timeStep));
            solids.Add(solid);
        }

        foreach (var body in Bodies)
        {
            var solid = new Solid(body.Shape, default, body.Surface, grid);
            solid.Place(new SolidPose(body.Position, body.Rotation, body.Velocity, body.AngularVelocity));
            solids.Add(solid);
        }

        return solids;
    }

    /// <summary>The canonical bytes.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var writer = new CanonicalWriter();
        writer.I32(Obstacles.Count);
        foreach (var obstacle in Obstacles) obstacle.Write(writer);
        writer.I32(Bodies.Count);
        foreach (var body in Bodies) body.Write(writer);
        return writer.Written;
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null for anything else.</summary>
    public static FluidScene? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var count = reader.I32();
        if (count is < 0 or > FluidLimits.MaxObstacles) return null;
        var obstacles = new List<SceneObstacle>();
        for (var i = 0; i < count; i++)
        {
            if (SceneObstacle.Read(ref reader) is not { } obstacle) return null;
            obstacles.Add(obstacle);
        }

        count = reader.I32();
        if (count is < 0 or > FluidLimits.MaxBodies) return null;
        var bodies = new List<FloatingBody>();
        for (var i = 0; i < count; i++)
        {
            if (FloatingBody.Read(ref reader) is not { } body) return null;
            bodies.Add(body);
        }

        return reader.AtEnd ? new FluidScene(obstacles, bodies) : null;
    }
}
