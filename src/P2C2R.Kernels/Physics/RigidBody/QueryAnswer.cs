using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>
/// What a query came to: <c>i32 step | i32 query | i32 hits</c>; of a ray that hits <c>i32 body | f32 distance | 3 f32 point | 3 f32 normal</c>, of an
/// overlap the bodies' numbers, i32 each and at most <see cref="RigidLimits.MaxListed"/>.
/// </summary>
/// <param name="Step">Steps done before it was asked.</param>
/// <param name="Query">Which.</param>
/// <param name="Hits">Bodies hit or overlapped.</param>
/// <param name="Bodies">The first ones of them.</param>
/// <param name="Distance">Of a ray, m.</param>
/// <param name="Point">Where the ray hits.</param>
/// <param name="Normal">Of the surface there.</param>
internal sealed record QueryAnswer(int Step, int Query, int Hits, IReadOnlyList<int> Bodies, float Distance, Float3 Point, Float3 Normal)
{
    /// <summary>Writes it.</summary>
    public void Write(CanonicalWriter writer, SceneQuery query)
    {
        foreach (var value in (ReadOnlySpan<int>)[Step, Query, Hits, .. Bodies]) writer.I32(value);
        if (!query.IsRay || Hits == 0) return;
        foreach (var value in (ReadOnlySpan<float>)[Distance, Point.X, Point.Y, Point.Z, Normal.X, Normal.Y, Normal.Z]) writer.F32(value);
    }

    /// <summary>Reads one; null where the bytes can't be an answer in this scene.</summary>
    public static QueryAnswer? Read(ref CanonicalReader reader, RigidScene scene)
    {
        var (step, number, hits) = (reader.I32(), reader.I32(), reader.I32());
        if (reader.Failed || step < 0 || (uint)number >= (uint)scene.Queries.Count || hits < 0 || hits > scene.Bodies.Count) return null;
        var query = scene.Queries[number];
        if (query.IsRay && hits > 1) return null;
        var bodies = new int[Math.Min(hits, RigidLimits.MaxListed)];
        for (var i = 0; i < bodies.Length; i++)
        {
            bodies[i] = reader.I32();
            if ((uint)bodies[i] >= (uint)scene.Bodies.Count || (i > 0 && bodies[i] <= bodies[i - 1])) return null;
        }

        if (!query.IsRay || hits == 0) return reader.Failed ? null : new(step, number, hits, bodies, 0, default, default);
        var answer = new QueryAnswer(step, number, hits, bodies, reader.F32(), new(reader.F32(), reader.F32(), reader.F32()), new(reader.F32(), reader.F32(), reader.F32()));
        return reader.Failed ? null : answer;
    }
}
