using P2C2R.Kernels.Canonical;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// The canonical input of a slice: <c>u8 job | u8 place of the map | i32 length, map (place 1) | the rest by job</c>. Place 0: the map is the
/// slice's only blob. Place 1: it stands in the input, which a small map does.
/// </summary>
/// <param name="Job">What to do.</param>
/// <param name="InlineMap">The canonical map, or null where it is a blob.</param>
/// <param name="Rest">What follows.</param>
internal readonly record struct SliceInput(SliceJob Job, ReadOnlyMemory<byte>? InlineMap, ReadOnlyMemory<byte> Rest)
{
    /// <summary>Longest canonical map that travels inside every slice rather than as a blob.</summary>
    public const int MaxInlineMapBytes = 4096;

    private const byte MapIsBlob = 0;
    private const byte MapIsInline = 1;

    /// <summary>Whether a map of this length stands in the input.</summary>
    public static bool IsInline(int mapLength) => mapLength <= MaxInlineMapBytes;

    /// <summary>Begins an input.</summary>
    /// <param name="job">What to do.</param>
    /// <param name="map">The canonical map, to be written where it is small.</param>
    public static CanonicalWriter Begin(SliceJob job, ReadOnlySpan<byte> map)
    {
        var writer = new CanonicalWriter();
        writer.U8((byte)job);
        writer.U8(IsInline(map.Length) ? MapIsInline : MapIsBlob);
        if (!IsInline(map.Length)) return writer;
        writer.I32(map.Length);
        writer.Bytes(map);
        return writer;
    }

    /// <summary>Reads an input; false where it isn't canonical.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> input, out SliceInput read)
    {
        read = default;
        var reader = new CanonicalReader(input.Span);
        var job = (SliceJob)reader.U8();
        var place = reader.U8();
        if (!Enum.IsDefined(job) || place > MapIsInline) return false;
        ReadOnlyMemory<byte>? map = null;
        if (place == MapIsInline)
        {
            var length = reader.I32();
            var at = input.Length - reader.Left;
            reader.Take(length);
            if (reader.Failed || !IsInline(length)) return false;
            map = input.Slice(at, length);
        }

        if (reader.Failed) return false;
        read = new SliceInput(job, map, input[^reader.Left..]);
        return true;
    }

    /// <summary>The map's bytes and hash, wherever they are; null where the slice doesn't have them as the input says.</summary>
    public SliceData? FindMap(SliceExecution slice)
    {
        if (slice.Blobs.Count != (InlineMap is null ? 1 : 0)) return null;
        return InlineMap is { } bytes ? new SliceData(Sha256Hash.Of(bytes.Span), bytes) : slice.Blobs[0];
    }
}
