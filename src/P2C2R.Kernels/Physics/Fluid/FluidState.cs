using System.Buffers.Binary;
using P2C2R.Kernels.Physics.Fluid.Solving;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>
/// All particles and bodies between two steps, which is all that a run needs to go on: <c>i32 step | i32 count | i32 length | count x (16 f32, as <see cref="ParticleStore"/> has
/// them | i32 id) | bodies of that length</c>, particles in the order in which they lie, and no bodies at a run's beginning.
/// </summary>
internal static class FluidState
{
    /// <summary>Bytes before the particles.</summary>
    public const int HeaderBytes = 12;

    /// <summary>Bytes of a particle.</summary>
    public const int ParticleBytes = (4 * ParticleStore.Floats) + 4;

    private const int BatchBytes = ParticleBytes * 1024;

    /// <summary>Bytes of a state.</summary>
    public static long Length(int particles, int bodies) => HeaderBytes + ((long)ParticleBytes * particles) + bodies;

    /// <summary>Bytes of a state that begins with some bytes; -1 where none does.</summary>
    public static long LengthOf(ReadOnlySpan<byte> header)
    {
        if (header.Length < HeaderBytes) return -1;
        var (particles, bodies) = (BinaryPrimitives.ReadInt32LittleEndian(header[4..]), BinaryPrimitives.ReadInt32LittleEndian(header[8..]));
        return particles is < 1 or > FluidLimits.MaxParticles || bodies < 0 ? -1 : Length(particles, bodies);
    }

    /// <summary>Its bodies.</summary>
    public static ReadOnlySpan<byte> Bodies(ReadOnlySpan<byte> state) => state[^BinaryPrimitives.ReadInt32LittleEndian(state[8..])..];

    /// <summary>Writes a state.</summary>
    public static void Write(Stream output, int step, ParticleStore particles, ReadOnlySpan<byte> bodies)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        BinaryPrimitives.WriteInt32LittleEndian(header, step);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], particles.Count);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], bodies.Length);
        output.Write(header);
        var batch = new byte[BatchBytes];
        var used = 0;
        for (var i = 0; i < particles.Count; i++)
        {
            Put(batch.AsSpan(used, ParticleBytes), particles.Rows.Slice(i * ParticleStore.Floats, ParticleStore.Floats), particles.Ids[i]);
            used += ParticleBytes;
            if (used < BatchBytes) continue;
            output.Write(batch);
            used = 0;
        }

        output.Write(batch.AsSpan(0, used));
        output.Write(bodies);
    }

    /// <summary>Reads a state; null where it isn't one, or has particles outside of the tank.</summary>
    public static ParticleStore? Read(ReadOnlySpan<byte> bytes, FluidShape shape, out int step)
    {
        step = 0;
        if (LengthOf(bytes) != bytes.Length) return null;
        step = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        var particles = new ParticleStore(count);
        var seen = new bool[count];
        for (var i = 0; i < count; i++)
        {
            var row = particles.Rows.Slice(i * ParticleStore.Floats, ParticleStore.Floats);
            var id = Take(bytes.Slice(HeaderBytes + (i * ParticleBytes), ParticleBytes), row);
            if ((uint)id >= (uint)count || seen[id] || !IsSane(row, shape)) return null;
            (seen[id], particles.Ids[i]) = (true, id);
        }

        return particles;
    }

    private static void Put(Span<byte> bytes, ReadOnlySpan<float> row, int id)
    {
        // Adding 0 turns -0 into 0.
        for (var i = 0; i < row.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes[(4 * i)..], row[i] + 0f);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[(4 * ParticleStore.Floats)..], id);
    }

    private static int Take(ReadOnlySpan<byte> bytes, Span<float> row)
    {
        for (var i = 0; i < row.Length; i++) row[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * ParticleStore.Floats)..]);
    }

    private static bool IsSane(ReadOnlySpan<float> row, FluidShape shape)
    {
        foreach (var value in row)
        {
            if (!float.IsFinite(value)) return false;
        }

        return IsWithin(row[0], shape.CellsX) && IsWithin(row[1], shape.CellsY) && IsWithin(row[2], shape.CellsZ) && row[3] > 0;
    }

    private static bool IsWithin(float at, int cells) => at >= FluidShape.Wall && at <= FluidShape.Wall + cells;
}
