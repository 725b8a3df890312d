using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>The canonical bytes of a query: <c>i32 shape or -1 | place | direction | rotation | f32 distance | u32 mask | i32 steps | steps</c>.</summary>
internal static class QueryFormat
{
    /// <summary>Its fewest bytes.</summary>
    public const int LeastBytes = 56;

    /// <summary>Writes one.</summary>
    public static void Write(CanonicalWriter writer, SceneQuery query)
    {
        writer.I32(query.Shape);
        var (at, to, turn) = (query.Position, query.Direction, query.Rotation);
        foreach (var value in (ReadOnlySpan<float>)[at.X, at.Y, at.Z, to.X, to.Y, to.Z, turn.X, turn.Y, turn.Z, turn.W, query.Distance]) writer.F32(value);
        foreach (var value in (ReadOnlySpan<int>)[(int)query.Mask, query.Steps.Length, .. query.Steps]) writer.I32(value);
    }

    /// <summary>Reads one; null where the bytes are something else.</summary>
    public static SceneQuery? Read(ref CanonicalReader reader, IReadOnlyList<SceneShape> shapes)
    {
        var query = new SceneQuery
        {
            Shape = reader.I32(),
            Position = new(reader.F32(), reader.F32(), reader.F32()),
            Direction = new(reader.F32(), reader.F32(), reader.F32()),
            Rotation = new(reader.F32(), reader.F32(), reader.F32(), reader.F32()),
            Distance = reader.F32(),
            Mask = (uint)reader.I32(),
        };
        var count = reader.I32();
        if (reader.Failed || count is < 0 or > RigidLimits.MaxQuerySteps || 4 * count > reader.Left) return null;
        var steps = new int[count];
        for (var i = 0; i < count; i++) steps[i] = reader.I32();
        query = query with { Steps = steps };
        return SceneCheck.IsGood(query, shapes) ? query : null;
    }
}
