using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.BroadPhase;
using P2C2R.Kernels.Physics.NarrowPhase;
using P2C2R.Kernels.Physics.Queries;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>
/// The second net of continuous collision. The first are contacts that see as far as bodies get in a step; but a pass over them doesn't always stop
/// what is fast and thin. So the way of each pair that moves by more than its thickness is swept, by conservative advancement (Mirtich, "Impulse-based
/// dynamic simulation of rigid body systems", 1996), and cut where the cores would meet: what is cut goes on in the next step.
/// </summary>
internal sealed class FastBodies(BodyStore bodies, ColliderStore colliders, ContactStore contacts)
{
    // A pair that moves by less than this share of its thickness can't get to the wrong side.
    private const float Slow = 0.5f;

    // What is cut brings others into its way; those are few.
    private const int Rounds = 4;
    private const int MostAdvances = 40;

    // Cores nearer than this share of their thickness touch.
    private const double Near = 0.02;

    private readonly SweptCore _first = new();
    private readonly SweptCore _second = new();
    private readonly List<int> _pairs = [];
    private bool[] _isFast = [];

    /// <summary>Cuts the motions of this step.</summary>
    public void Limit()
    {
        if (!FindFast()) return;
        for (var c = 0; c < contacts.Count; c++)
        {
            var (a, b) = (contacts.A[c], contacts.B[c]);
            if ((_isFast[a] || _isFast[b]) && colliders.Meet(a, b) && IsNear(a, b, contacts.Triangles[c])) _pairs.Add(c);
        }

        for (var round = 0; round < Rounds; round++)
        {
            var isCut = false;
            foreach (var pair in _pairs) isCut |= Limit(contacts.A[pair], contacts.B[pair], contacts.Triangles[pair]);
            if (!isCut) return;
        }
    }

    private bool IsNear(int a, int b, int triangle)
    {
        if (triangle < 0) return true;
        var isFirst = colliders.Shapes[a].Mesh is not null;
        return TrianglesNear.IsNear(colliders, isFirst ? b : a, isFirst ? a : b, triangle, out _, out _, out _);
    }

    private bool FindFast()
    {
        if (_isFast.Length < colliders.Count) _isFast = new bool[colliders.Count + (colliders.Count / 2)];
        _pairs.Clear();
        var any = false;
        for (var c = 0; c < colliders.Count; c++)
        {
            var body = colliders.Bodies[c];
            var at = body * BodyStore.Row;
            var moved = Float3.From(bodies.Motions, at).Length + (Float3.From(bodies.Motions, at + 4).Length * bodies.Reaches[body]);
            any |= _isFast[c] = moved > Slow * colliders.Thicknesses[c];
        }

        return any;
    }

    private bool Limit(int a, int b, int triangle)
    {
        var (bodyA, bodyB) = (colliders.Bodies[a], colliders.Bodies[b]);
        if (!bodies.IsActive(bodyA) && !bodies.IsActive(bodyB)) return false;
        _first.Become(bodies, colliders, a, triangle, bodies.Centers[bodyA]);
        _second.Become(bodies, colliders, b, triangle, bodies.Centers[bodyA]);
        var thickness = colliders.Thicknesses[a] + colliders.Thicknesses[b];
        if ((_first.Moved - _second.Moved).Length + _first.Swing + _second.Swing <= Slow * thickness) return false;
        var part = Meet(Near * thickness);
        if (part >= 1) return false;
        Cut(bodyA, (float)part);
        Cut(bodyB, (float)part);
        return true;
    }

    /// <summary>The part of the step after which the cores touch; 1 where they don't, or do so from the start.</summary>
    private double Meet(double near)
    {
        var part = 0.0;
        for (var i = 0; i < MostAdvances; i++)
        {
            _first.Go(part);
            _second.Go(part);
            var between = PointHulls.Between(_first.Points, _second.Points);
            var length = between.Length;
            var gap = length - _first.Radius - _second.Radius;
            if (gap <= 0) return i == 0 ? 1 : part;
            var closing = -Double3.Dot(between, _first.Moved - _second.Moved) / length;
            if (gap <= near) return i > 0 || closing > 0 ? part : 1;
            closing += _first.Swing + _second.Swing;
            if (closing <= 0) return 1;
            part += gap / closing;
            if (part >= 1) return 1;
        }

        return part;
    }

    private void Cut(int body, float part)
    {
        if (!bodies.IsActive(body)) return;
        foreach (ref var value in bodies.Motions.AsSpan(body * BodyStore.Row, BodyStore.Row)) value *= part;
    }
}
