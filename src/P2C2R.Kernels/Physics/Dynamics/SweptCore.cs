using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.BroadPhase;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>The inner part of a collider, or a triangle, on its way through a step. Reused from pair to pair.</summary>
internal sealed class SweptCore
{
    /// <summary>How thick the core is: all round as much is taken off as makes the thinnest extent this share of itself. Two shapes whose cores don't meet are still on their sides of each other.</summary>
    public const float Share = 0.6f;

    private Float3[] _local = [];
    private Double3[] _points = [];
    private int _count;
    private Rotation _turn;
    private Double3 _center;
    private Float3 _turned;

    /// <summary>Around the points.</summary>
    public double Radius { get; private set; }

    /// <summary>How far the body's centre moves in the step.</summary>
    public Double3 Moved { get; private set; }

    /// <summary>How far turning moves any of its points at most.</summary>
    public double Swing { get; private set; }

    /// <summary>Where the points are.</summary>
    public ReadOnlySpan<Double3> Points => _points.AsSpan(0, _count);

    /// <summary>Becomes a collider's core, or a triangle of it.</summary>
    /// <param name="bodies">The bodies, with their motions of this step.</param>
    /// <param name="colliders">The colliders.</param>
    /// <param name="collider">Which.</param>
    /// <param name="triangle">Of a mesh.</param>
    /// <param name="from">Where the points are measured from.</param>
    public void Become(BodyStore bodies, ColliderStore colliders, int collider, int triangle, Float3 from)
    {
        var (body, shape) = (colliders.Bodies[collider], colliders.Shapes[collider]);
        _count = 0;
        Radius = shape.Radius * Share;
        if (shape.Mesh is { } mesh)
        {
            for (var i = 0; i < 3; i++) Add(mesh.Corner(triangle, i), colliders, collider);
        }
        else if (shape.Hull is { } hull)
        {
            var (middle, half) = ((shape.Low + shape.High) * 0.5f, (shape.High - shape.Low) * 0.5f);
            var off = (1 - Share) * colliders.Thicknesses[collider];
            var scale = new Float3((half.X - off) / half.X, (half.Y - off) / half.Y, (half.Z - off) / half.Z);
            for (var v = 0; v < hull.VertexCount; v++) Add(middle + ((hull.Vertex(v) - middle) * scale), colliders, collider);
        }
        else
        {
            Add(shape.Half, colliders, collider);
            if (shape.Half != default) Add(-shape.Half, colliders, collider);
        }

        Follow(bodies, body, from);
    }

    /// <summary>Goes to where it is after a part of the step.</summary>
    public void Go(double part)
    {
        var turn = _turned == default ? _turn : Rotation.About(_turned * (float)part) * _turn;
        var center = _center + (Moved * part);
        for (var i = 0; i < _count; i++) _points[i] = center + Double3.Of(turn.Turn(_local[i]));
    }

    /// <summary>Takes the body's motion in this step.</summary>
    private void Follow(BodyStore bodies, int body, Float3 from)
    {
        (_turn, _center) = (bodies.Rotations[body], Double3.Of(bodies.Centers[body]) - Double3.Of(from));
        (Moved, _turned) = (Double3.Of(Float3.From(bodies.Motions, body * BodyStore.Row)), Float3.From(bodies.Motions, (body * BodyStore.Row) + 4));
        Swing = (double)_turned.Length * bodies.Reaches[body];
    }

    private void Add(Float3 point, ColliderStore colliders, int collider)
    {
        if (_count == _local.Length)
        {
            Array.Resize(ref _local, Math.Max(8, 2 * _count));
            Array.Resize(ref _points, _local.Length);
        }

        _local[_count++] = colliders.LocalPositions[collider] + colliders.LocalRotations[collider].Turn(point);
    }
}
