using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Queries;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>Asks a scene's queries when it is their time, and records the answers.</summary>
internal sealed class QueryRecorder(BuiltScene built, RigidJob job, RigidWorld world)
{
    private readonly CanonicalWriter _answers = new();
    private readonly WorldQueries _queries = new(world);
    private readonly List<int> _bodies = [];

    /// <summary>The answers' bytes.</summary>
    public ReadOnlyMemory<byte> Recorded => _answers.Written;

    /// <summary>Asks all whose time is after so many steps.</summary>
    /// <returns>Work units.</returns>
    public long Ask(int step)
    {
        var asked = 0;
        for (var q = 0; q < built.Scene.Queries.Count; q++)
        {
            var query = built.Scene.Queries[q];
            if (!query.IsAsked(step, job.RecordEvery)) continue;
            if (asked++ == 0) _queries.Look();
            (query.IsRay ? Cast(step, q, query) : Overlap(step, q, query)).Write(_answers, query);
        }

        return RigidUnits.OfQueries(world.Colliders.Count, asked);
    }

    private QueryAnswer Cast(int step, int number, SceneQuery query)
    {
        if (_queries.Cast(query.Position, query.Direction, query.Distance, query.Mask) is not { } found) return new(step, number, 0, [], 0, default, default);
        var distance = (float)found.Hit.Distance;
        return new(step, number, 1, [found.Body], distance, query.Position + (query.Direction * distance), found.Hit.Normal.Rounded);
    }

    private QueryAnswer Overlap(int step, int number, SceneQuery query)
    {
        _queries.Overlap(built.Shape(query.Shape), query.Position, query.Rotation, query.Mask, _bodies);
        return new(step, number, _bodies.Count, [.. _bodies.Take(RigidLimits.MaxListed)], 0, default, default);
    }
}
