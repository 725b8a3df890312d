using System.Buffers.Binary;
using P2C2R.Kernels.Physics.Fluid.Solving;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>
/// What is kept after some steps, for people and engines: <c>i32 step | i32 count | i32 bodies | f64 mean volume ratio, least ratio, kinetic energy a particle,
/// greatest speed, mean height | f64 momentum (3) | count x (u16 x, y, z) | bodies x (f32 origin (3), rotation (4))</c>, particles by their ids, places in 65,535ths of the tank, everything
/// else in cells (the tank's least corner is at 0, 0, 0) and seconds.
/// </summary>
/// <param name="Step">After how many steps.</param>
/// <param name="Figures">The eight numbers.</param>
/// <param name="Places">x, y, z of each particle.</param>
/// <param name="Poses">Origin and rotation of each body.</param>
internal sealed record FluidFrame(int Step, double[] Figures, ushort[] Places, float[] Poses)
{
    /// <summary>How many numbers there are of each frame.</summary>
    public const int FigureCount = 8;

    /// <summary>Bytes before the places.</summary>
    public const int HeaderBytes = 12 + (8 * FigureCount);

    /// <summary>How many particles.</summary>
    public int Count => Places.Length / 3;

    /// <summary>Numbers of a body's pose.</summary>
    public const int PoseFloats = 7;

    /// <summary>Bytes of a frame.</summary>
    public static long Length(int particles, int bodies) => HeaderBytes + (6L * particles) + (4L * PoseFloats * bodies);

    /// <summary>Bytes of a frame that begins with some bytes; -1 where none does.</summary>
    public static long LengthOf(ReadOnlySpan<byte> header)
    {
        if (header.Length < HeaderBytes) return -1;
        var (particles, bodies) = (BinaryPrimitives.ReadInt32LittleEndian(header[4..]), BinaryPrimitives.ReadInt32LittleEndian(header[8..]));
        return particles is < 1 or > FluidLimits.MaxParticles || bodies is < 0 or > FluidLimits.MaxBodies ? -1 : Length(particles, bodies);
    }

    /// <summary>What is to be kept of some particles and bodies.</summary>
    public static FluidFrame Of(int step, ParticleStore particles, FluidShape shape, float[] poses)
    {
        var places = new ushort[3 * particles.Count];
        var byId = new int[particles.Count];
        for (var i = 0; i < byId.Length; i++) byId[particles.Ids[i]] = i;
        var figures = new double[FigureCount];
        figures[1] = double.MaxValue;
        for (var id = 0; id < byId.Length; id++)
        {
            var row = particles.Rows.Slice(byId[id] * ParticleStore.Floats, ParticleStore.Floats);
            places[3 * id] = Place(row[0], shape.CellsX);
            places[(3 * id) + 1] = Place(row[1], shape.CellsY);
            places[(3 * id) + 2] = Place(row[2], shape.CellsZ);
            Measure(row, figures);
        }

        foreach (var mean in (ReadOnlySpan<int>)[0, 2, 4]) figures[mean] /= byId.Length;
        figures[3] = Math.Sqrt(figures[3]);
        return new FluidFrame(step, figures, places, poses);
    }

    /// <summary>Writes it.</summary>
    public void Write(Stream output)
    {
        var bytes = new byte[Length(Count, Poses.Length / PoseFloats)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Step);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), Count);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Poses.Length / PoseFloats);
        for (var i = 0; i < FigureCount; i++) BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(12 + (8 * i)), Figures[i] + 0.0);
        for (var i = 0; i < Places.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(HeaderBytes + (2 * i)), Places[i]);
        for (var i = 0; i < Poses.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(HeaderBytes + (2 * Places.Length) + (4 * i)), Poses[i] + 0f);
        output.Write(bytes);
    }

    /// <summary>Reads a frame from the start of some bytes; null where it isn't one.</summary>
    public static FluidFrame? Read(ReadOnlySpan<byte> bytes)
    {
        var length = LengthOf(bytes);
        if (length < 0 || bytes.Length < length) return null;
        var figures = new double[FigureCount];
        for (var i = 0; i < FigureCount; i++) figures[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(12 + (8 * i))..]);
        var places = new ushort[3 * BinaryPrimitives.ReadInt32LittleEndian(bytes[4..])];
        for (var i = 0; i < places.Length; i++) places[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(HeaderBytes + (2 * i))..]);
        var poses = new float[PoseFloats * BinaryPrimitives.ReadInt32LittleEndian(bytes[8..])];
        for (var i = 0; i < poses.Length; i++) poses[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(HeaderBytes + (2 * places.Length) + (4 * i))..]);
        if (!Array.TrueForAll(figures, double.IsFinite) || !Array.TrueForAll(poses, float.IsFinite)) return null;
        return new FluidFrame(BinaryPrimitives.ReadInt32LittleEndian(bytes), figures, places, poses);
    }

    private static ushort Place(float at, int cells) => (ushort)(((at - FluidShape.Wall) * (65535f / cells)) + 0.5f);

    private static void Measure(ReadOnlySpan<float> row, double[] figures)
    {
        var (x, y, z) = ((double)row[4], (double)row[5], (double)row[6]);
        var square = (x * x) + (y * y) + (z * z);
        figures[0] += row[3];
        figures[1] = Math.Min(figures[1], row[3]);
        figures[2] += square / 2;
        figures[3] = Math.Max(figures[3], square);
        figures[4] += row[1] - FluidShape.Wall;
        figures[5] += x;
        figures[6] += y;
        figures[7] += z;
    }
}
