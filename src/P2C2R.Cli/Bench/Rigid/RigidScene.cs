using System.Globalization;
using System.Text;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Cli.Bench.Rigid;

/// <summary>A scene that all contenders get, as a text and as a world.</summary>
internal sealed class RigidScene
{
    private readonly List<(Shape Shape, string Text)> _shapes = [];
    private readonly List<(int Shape, bool IsFixed, Float3 At)> _bodies = [];

    private RigidScene(string name) => Name = name;

    /// <summary>For people.</summary>
    public string Name { get; }

    /// <summary>Where bodies start.</summary>
    public IReadOnlyList<Float3> Starts => [.. _bodies.Select(static b => b.At)];

    /// <summary>5,050 boxes in a flat pyramid, touching.</summary>
    public static RigidScene Pyramid(int rows)
    {
        var scene = WithFloor($"pyramid of {rows * (rows + 1) / 2} boxes");
        var box = scene.Box(0.5f, 0.5f, 0.5f);
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < rows - row; i++) scene._bodies.Add((box, false, new(i - ((rows - row - 1) * 0.5f), 0.5f + row, 0)));
        }

        return scene;
    }

    /// <summary>Boxes in a lattice with small gaps, which falls together.</summary>
    public static RigidScene Lattice(int side)
    {
        var scene = WithFloor($"lattice of {side * side * side} boxes");
        var box = scene.Box(0.5f, 0.5f, 0.5f);
        for (var i = 0; i < side * side * side; i++) scene._bodies.Add((box, false, new((i % side) * 1.1f, 0.6f + (i / (side * side) * 1.1f), i / side % side * 1.1f)));
        return scene;
    }

    /// <summary>Hulls of 16 points on a sphere, which fall into a walled pile.</summary>
    public static RigidScene Hulls(int count)
    {
        var scene = WithFloor($"pile of {count} hulls");
        foreach (var (x, z, halfX, halfZ) in (ReadOnlySpan<(float, float, float, float)>)[(-11, 0, 1, 12), (11, 0, 1, 12), (0, -11, 12, 1), (0, 11, 12, 1)])
        {
            scene._bodies.Add((scene.Box(halfX, 15, halfZ), true, new(x, 15, z)));
        }

        var hulls = Enumerable.Range(0, 32).Select(scene.Hull).ToArray();
        for (var i = 0; i < count; i++) scene._bodies.Add((hulls[i % 32], false, new(((i % 16) * 1.2f) - 9, 1 + (i / 256 * 1.2f), ((i / 16 % 16) * 1.2f) - 9)));
        return scene;
    }

    /// <summary>Lines <c>shape box x y z</c>, <c>shape hull COUNT x y z ...</c>, <c>body SHAPE FIXED x y z</c>.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var (_, line) in _shapes) text.Append("shape ").Append(line).Append('\n');
        foreach (var (shape, isFixed, at) in _bodies) text.Append(CultureInfo.InvariantCulture, $"body {shape} {(isFixed ? 1 : 0)} {at.X} {at.Y} {at.Z}\n");
        return text.ToString();
    }

    /// <summary>A world of it.</summary>
    public RigidWorld ToWorld(int threads)
    {
        var world = new RigidWorld(new StepSettings { Sleeping = false }, threads);
        foreach (var (shape, isFixed, at) in _bodies) world.Add(new BodyDescription { Kind = isFixed ? BodyKind.Static : BodyKind.Dynamic, Position = at, Parts = [new BodyPart(_shapes[shape].Shape)] });
        return world;
    }

    private static RigidScene WithFloor(string name)
    {
        var scene = new RigidScene(name);
        scene._bodies.Add((scene.Box(200, 1, 200), true, new(0, -1, 0)));
        return scene;
    }

    private int Box(float x, float y, float z)
    {
        _shapes.Add((Shape.Box(new(x, y, z)), FormattableString.Invariant($"box {x} {y} {z}")));
        return _shapes.Count - 1;
    }

    private int Hull(int number)
    {
        var points = new Float3[16];
        for (var (i, sample) = (0, 0L); i < points.Length; sample += 3)
        {
            var point = new Float3(Random(number, sample), Random(number, sample + 1), Random(number, sample + 2));
            if (point.LengthSquared is > 1 or < 0.01f) continue;
            points[i++] = point.Normalized() * 0.5f;
        }

        var text = string.Join(' ', points.Select(static p => FormattableString.Invariant($"{p.X} {p.Y} {p.Z}")));
        _shapes.Add((Shape.OfHull(HullBuilder.Build(points)!), $"hull {points.Length} {text}"));
        return _shapes.Count - 1;
    }

    private static float Random(int item, long sample) => ((CounterRandom.Bits(6, item, sample) >> 40) / 8_388_608f) - 1;
}
