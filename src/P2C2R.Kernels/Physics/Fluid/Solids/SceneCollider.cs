using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.RigidBody;

namespace P2C2R.Kernels.Physics.Fluid.Solids;

/// <summary>
/// What rigid bodies see of something: a form of the rigid-body engine, in cells. Canonical bytes: <c>u8 form (1 more than the engine's; 0 for nothing) | f32 size (3) | i32 count, f32 coordinates of points |
/// i32 count, i32 corners of triangles</c>.
/// </summary>
/// <param name="Shape">The form; null where there are no bodies that could meet it.</param>
internal sealed record SceneCollider(SceneShape? Shape)
{
    /// <summary>Writes it.</summary>
    public void Write(CanonicalWriter writer)
    {
        writer.U8(Shape is null ? (byte)0 : (byte)((int)Shape.Form + 1));
        if (Shape is null) return;
        foreach (var value in (ReadOnlySpan<float>)[Shape.Size.X, Shape.Size.Y, Shape.Size.Z]) writer.F32(value);
        writer.I32(Shape.Positions.Length);
        foreach (var value in Shape.Positions) writer.F32(value);
        writer.I32(Shape.Indices.Length);
        foreach (var value in Shape.Indices) writer.I32(value);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null for anything else.</summary>
    public static SceneCollider? Read(ref CanonicalReader reader)
    {
        var form = reader.U8();
        if (reader.Failed) return null;
        if (form == 0) return new SceneCollider((SceneShape?)null);
        var size = new Float3(reader.F32(), reader.F32(), reader.F32());
        var positions = new float[Count(ref reader)];
        for (var i = 0; i < positions.Length; i++) positions[i] = reader.F32();
        var indices = new int[Count(ref reader)];
        for (var i = 0; i < indices.Length; i++) indices[i] = reader.I32();
        var shape = new SceneShape((SceneForm)(form - 1), size, positions, indices);
        return !reader.Failed && SceneCheck.IsGood(shape) ? new SceneCollider(shape) : null;
    }

    /// <summary>A count of numbers of four bytes that are there; 0 where they aren't, and what follows then doesn't fit.</summary>
    private static int Count(ref CanonicalReader reader)
    {
        var count = reader.I32();
        return !reader.Failed && count >= 0 && 4L * count <= reader.Left ? count : 0;
    }
}
