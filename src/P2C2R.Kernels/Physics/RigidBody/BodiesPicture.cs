using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Presenting;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>Draws a frame. What stands is cut into small triangles, so that a floor under the eye is seen where it is in front of it.</summary>
internal sealed class BodiesPicture(BuiltScene built, IReadOnlyList<GlbNode> meshes, Func<int, byte[]> colorOf)
{
    private const int MostCuts = 7;

    /// <summary>A picture of a frame, from where all of a scenario's moving bodies are seen at its first and its last frame.</summary>
    public byte[] Draw(RigidHistory history, RigidFrame frame)
    {
        var (low, high) = Seen(history);
        var picture = new PiecePicture(low, high);
        var moving = 0;
        for (var b = 0; b < built.Scene.Bodies.Count; b++)
        {
            var body = built.Scene.Bodies[b];
            var isStanding = body.Kind == BodyKind.Static;
            var (at, turn) = isStanding ? (body.Position, body.Rotation) : Pose(frame, moving++);
            foreach (var part in body.Parts) Draw(picture, part.Shape, at + turn.Turn(part.Position), turn * part.Rotation, colorOf(b), isStanding ? (high - low).Length / 3 : float.MaxValue);
        }

        return picture.Pixels;
    }

    private static (Float3 At, Rotation Turn) Pose(RigidFrame frame, int moving)
    {
        var pose = frame.Poses.AsSpan(7 * moving, 7);
        return (Float3.From(pose, 0), new(pose[3], pose[4], pose[5], pose[6]));
    }

    private (Float3 Low, Float3 High) Seen(RigidHistory history)
    {
        var (low, high) = (new Float3(1e9f, 1e9f, 1e9f), new Float3(-1e9f, -1e9f, -1e9f));
        for (var m = 0; m < built.Moving.Length; m++)
        {
            var reach = built.Scene.Bodies[built.Moving[m]].Parts.Max(p => built.Shape(p.Shape).Reach(default) + p.Position.Length);
            foreach (var at in (ReadOnlySpan<Float3>)[Pose(history.Frames[0], m).At, Pose(history.Frames[^1], m).At])
            {
                (low, high) = (Float3.Min(low, at - (Float3.One * reach)), Float3.Max(high, at + (Float3.One * reach)));
            }
        }

        return (low, high);
    }

    private void Draw(PiecePicture picture, int shape, Float3 at, Rotation turn, byte[] color, float most)
    {
        var mesh = meshes[shape];
        for (var t = 0; t < mesh.Indices.Length; t += 3)
        {
            Float3 Corner(int i) => at + turn.Turn(Float3.From(mesh.Positions, 3 * mesh.Indices[t + i]));
            var (a, b, c) = (Corner(0), Corner(1), Corner(2));
            Draw(picture, a, b, c, Float3.Cross(b - a, c - a).Normalized(), color, most, MostCuts);
        }
    }

    private static void Draw(PiecePicture picture, Float3 a, Float3 b, Float3 c, Float3 normal, byte[] color, float most, int cuts)
    {
        if (cuts == 0 || Math.Max((b - a).Length, Math.Max((c - b).Length, (a - c).Length)) <= most)
        {
            picture.Add(a, b, c, normal, color);
            return;
        }

        var (ab, bc, ca) = ((a + b) * 0.5f, (b + c) * 0.5f, (c + a) * 0.5f);
        Draw(picture, a, ab, ca, normal, color, most, cuts - 1);
        Draw(picture, ab, b, bc, normal, color, most, cuts - 1);
        Draw(picture, ca, bc, c, normal, color, most, cuts - 1);
        Draw(picture, ab, bc, ca, normal, color, most, cuts - 1);
    }
}
