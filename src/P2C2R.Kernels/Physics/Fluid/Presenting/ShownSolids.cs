using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Fluid.Solving;

namespace P2C2R.Kernels.Physics.Fluid.Presenting;

/// <summary>Obstacles and bodies for people's eyes, in metres.</summary>
/// <param name="document">The tank.</param>
internal sealed class ShownSolids(FluidDocument document)
{
    /// <summary>Their meshes in their own axes, obstacles first.</summary>
    /// <param name="obstacles">Number of the obstacles' material.</param>
    /// <param name="bodies">Of the bodies'.</param>
    public List<GlbNode> Meshes(int obstacles, int bodies) =>
        [.. document.Obstacles.Select((o, i) => o.Display($"obstacle {i}", obstacles)), .. document.Bodies.Select((b, i) => b.Display($"body {i}", bodies))];

    /// <summary>Where one of them is in a frame.</summary>
    public (Float3 Place, Rotation Turn) Pose(int solid, FluidFrame frame)
    {
        var cell = (float)document.Cell;
        var body = solid - document.Obstacles.Count;
        if (body < 0)
        {
            var pose = document.Obstacles[solid].Motion(document.Cell).At(frame.Step, document.TimeStep);
            return ((pose.Position - (Float3.One * FluidShape.Wall)) * cell, pose.Rotation);
        }

        var p = frame.Poses.AsSpan(FluidFrame.PoseFloats * body, FluidFrame.PoseFloats);
        return (new Float3(p[0], p[1], p[2]) * cell, new Rotation(p[3], p[4], p[5], p[6]));
    }

    /// <summary>All of them where they are in a frame.</summary>
    public List<GlbNode> In(FluidFrame frame)
    {
        var meshes = Meshes(0, 1);
        for (var i = 0; i < meshes.Count; i++)
        {
            var (place, turn) = Pose(i, frame);
            var positions = new float[meshes[i].Positions.Length];
            for (var v = 0; v < positions.Length; v += 3)
            {
                var at = place + turn.Turn(Float3.From(meshes[i].Positions, v));
                (positions[v], positions[v + 1], positions[v + 2]) = (at.X, at.Y, at.Z);
            }

            meshes[i] = meshes[i] with { Positions = positions };
        }

        return meshes;
    }
}
