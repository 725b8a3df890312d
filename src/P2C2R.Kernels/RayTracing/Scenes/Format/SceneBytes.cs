using System.Buffers.Binary;
using System.Text;
using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes.Format;

/// <summary>What the parts of a scene are made of, in canonical bytes.</summary>
internal static class SceneBytes
{
    private const int ChunkFloats = 1024;
    private const int MaxNameBytes = 1 << 16;

    /// <summary>A list: its length, then its parts.</summary>
    public static void List<T>(this CanonicalWriter writer, IReadOnlyList<T> parts, Action<CanonicalWriter, T> write)
    {
        writer.I32(parts.Count);
        foreach (var part in parts) write(writer, part);
    }

    /// <summary>A list; null where its length or a part is wrong.</summary>
    public static List<T>? List<T>(this ref CanonicalReader reader, int most, PartReader<T> read)
        where T : class
    {
        var count = reader.I32();
        if (count < 0 || count > most || count > reader.Left) return null;
        var parts = new List<T>();
        for (var i = 0; i < count; i++)
        {
            if (read(ref reader) is not { } part || reader.Failed) return null;
            parts.Add(part);
        }

        return parts;
    }

    /// <summary>A number; -0 becomes 0.</summary>
    public static void Float(this CanonicalWriter writer, float value) => writer.I32(BitConverter.SingleToInt32Bits(value == 0 ? 0 : value));

    /// <summary>A number.</summary>
    public static float Float(this ref CanonicalReader reader) => BitConverter.Int32BitsToSingle(reader.I32());

    /// <summary>A number that must be finite and within bounds.</summary>
    public static bool TryFloat(this ref CanonicalReader reader, float least, float most, out float value)
    {
        value = reader.Float();
        return value >= least && value <= most;
    }

    /// <summary>Three numbers.</summary>
    public static void Vector(this CanonicalWriter writer, Float3 value)
    {
        writer.Float(value.X);
        writer.Float(value.Y);
        writer.Float(value.Z);
    }

    /// <summary>Three numbers, finite.</summary>
    public static bool TryVector(this ref CanonicalReader reader, out Float3 value)
    {
        value = new Float3(reader.Float(), reader.Float(), reader.Float());
        return float.IsFinite(value.X) && float.IsFinite(value.Y) && float.IsFinite(value.Z) && !reader.Failed;
    }

    /// <summary>An array, or that there is none.</summary>
    public static void Floats(this CanonicalWriter writer, float[]? values)
    {
        writer.I32(values?.Length ?? -1);
        if (values is null) return;
        Span<byte> chunk = stackalloc byte[ChunkFloats * 4];
        for (var at = 0; at < values.Length; at += ChunkFloats)
        {
            var count = Math.Min(ChunkFloats, values.Length - at);
            for (var i = 0; i < count; i++) BinaryPrimitives.WriteSingleLittleEndian(chunk[(4 * i)..], values[at + i] == 0 ? 0 : values[at + i]);
            writer.Bytes(chunk[..(4 * count)]);
        }
    }

    /// <summary>An array of so many finite numbers.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="count">How many there must be.</param>
    /// <param name="mayBeAbsent">Whether there may be none.</param>
    /// <param name="values">The numbers; null where there are none.</param>
    public static bool TryFloats(this ref CanonicalReader reader, int count, bool mayBeAbsent, out float[]? values)
    {
        values = null;
        var length = reader.I32();
        if (length == -1) return mayBeAbsent && !reader.Failed;
        if (length != count || length > reader.Left / 4) return false;
        var bytes = reader.Take(length * 4);
        values = new float[length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
            if (!float.IsFinite(values[i])) return false;
        }

        return !reader.Failed;
    }

    /// <summary>An array of whole numbers.</summary>
    public static void Integers(this CanonicalWriter writer, int[] values)
    {
        writer.I32(values.Length);
        foreach (var value in values) writer.I32(value);
    }

    /// <summary>An array of so many whole numbers, each from 0 to below a bound.</summary>
    public static bool TryIntegers(this ref CanonicalReader reader, int count, int bound, out int[] values)
    {
        values = [];
        var length = reader.I32();
        if (length != count || length > reader.Left / 4) return false;
        var bytes = reader.Take(length * 4);
        values = new int[length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]);
            if ((uint)values[i] >= (uint)bound) return false;
        }

        return !reader.Failed;
    }

    /// <summary>A name, shortened where it is beyond all reason.</summary>
    public static void Name(this CanonicalWriter writer, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name.Length > MaxNameBytes / 4 ? "" : name);
        writer.I32(bytes.Length);
        writer.Bytes(bytes);
    }

    /// <summary>A name.</summary>
    public static string Name(this ref CanonicalReader reader)
    {
        var length = reader.I32();
        return length <= MaxNameBytes ? Encoding.UTF8.GetString(reader.Take(length)) : Encoding.UTF8.GetString(reader.Take(-1));
    }
}
