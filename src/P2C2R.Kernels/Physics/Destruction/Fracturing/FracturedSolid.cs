using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Bonds;
using P2C2R.Kernels.Physics.Destruction.Parts;
using P2C2R.Kernels.Physics.Destruction.Solids;

namespace P2C2R.Kernels.Physics.Destruction.Fracturing;

/// <summary>
/// The pieces of a solid and the bonds between them: what a fracture slice puts out. <c>i32 pieces</c>, for each <c>3 f32 centre | f64 volume | i32
/// vertices | 3 f32 each | i32 triangles | i32 of them outside | 3 i32
/// each | i32 the solid's triangle of each outside | i32 convex parts | i32 corners and 3 f32 each of every part</c>; then <c>i32 bonds</c>, for each <c>i32 a | i32 b | f32 area | 3 f32
/// centre | 3 f32 normal</c>.
/// </summary>
/// <param name="Pieces">The pieces.</param>
/// <param name="Bonds">Sorted by their pieces.</param>
internal sealed record FracturedSolid(IReadOnlyList<FracturedPiece> Pieces, IReadOnlyList<Bond> Bonds)
{
    /// <summary>Rounds pieces to what is handed on.</summary>
    public static FracturedSolid Of(IReadOnlyList<Piece> pieces, IReadOnlyList<Bond> bonds, CancellationToken cancellation)
    {
        var narrow = new FracturedPiece[pieces.Count];
        for (var i = 0; i < narrow.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            narrow[i] = Narrow(pieces[i]);
        }

        return new(narrow, bonds);
    }

    /// <summary>Canonical bytes.</summary>
    public void Write(CanonicalWriter writer, CancellationToken cancellation)
    {
        writer.I32(Pieces.Count);
        foreach (var piece in Pieces)
        {
            cancellation.ThrowIfCancellationRequested();
            Write(writer, piece.Center);
            writer.I64(BitConverter.DoubleToInt64Bits(piece.Volume));
            writer.I32(piece.Places.Length);
            foreach (var place in piece.Places) Write(writer, place);
            writer.I32(piece.Triangles.Length / 3);
            writer.I32(piece.Outside);
            foreach (var vertex in piece.Triangles) writer.I32(vertex);
            foreach (var source in piece.Sources) writer.I32(source);
            writer.I32(piece.Parts.Count);
            foreach (var part in piece.Parts)
            {
                writer.I32(part.Length);
                foreach (var place in part) Write(writer, place);
            }
        }

        writer.I32(Bonds.Count);
        foreach (var bond in Bonds)
        {
            writer.I32(bond.A);
            writer.I32(bond.B);
            writer.F32(bond.Area);
            Write(writer, bond.Center);
            Write(writer, bond.Normal);
        }
    }

    /// <summary>Reads canonical bytes; null where they are none.</summary>
    public static FracturedSolid? Read(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        var reader = new CanonicalReader(bytes);
        var (pieces, bonds) = (new List<FracturedPiece>(), new List<Bond>());
        for (var n = reader.I32(); n > 0; n--)
        {
            cancellation.ThrowIfCancellationRequested();
            if (ReadPiece(ref reader) is not { } piece) return null;
            pieces.Add(piece);
        }

        for (var n = reader.I32(); n > 0; n--)
        {
            var bond = new Bond(reader.I32(), reader.I32(), reader.F32(), Vector(ref reader), Vector(ref reader));
            if (reader.Failed || bond.A < 0 || bond.A >= bond.B || bond.B >= pieces.Count || !(bond.Area > 0) || !(Math.Abs(bond.Normal.LengthSquared - 1) < 1e-3f)) return null;
            bonds.Add(bond);
        }

        return reader.AtEnd && pieces.Count > 0 ? new(pieces, bonds) : null;
    }

    private static FracturedPiece? ReadPiece(ref CanonicalReader reader)
    {
        var (center, volume, count) = (Vector(ref reader), BitConverter.Int64BitsToDouble(reader.I64()), reader.I32());
        if (reader.Failed || count < 4 || count > reader.Left / 12 || volume is not (> 0 and < 1e12)) return null;
        var places = new Float3[count];
        for (var i = 0; i < count; i++) places[i] = Vector(ref reader);
        var (triangles, outside) = (reader.I32(), reader.I32());
        if (reader.Failed || triangles < 4 || triangles > reader.Left / 12 || outside < 0 || outside > triangles) return null;
        var vertices = new int[3 * triangles];
        for (var i = 0; i < vertices.Length; i++)
        {
            vertices[i] = reader.I32();
            if ((uint)vertices[i] >= (uint)count) return null;
        }

        var sources = new int[outside];
        for (var i = 0; i < outside; i++) sources[i] = reader.I32();
        return ReadParts(ref reader) is { } parts && !reader.Failed ? new(center, volume, places, vertices, sources, parts) : null;
    }

    private static List<Float3[]>? ReadParts(ref CanonicalReader reader)
    {
        var (parts, count) = (new List<Float3[]>(), reader.I32());
        if (count is < 0 or > ConvexDecomposition.MostParts) return null;
        for (; count > 0; count--)
        {
            var corners = reader.I32();
            if (reader.Failed || corners < 4 || corners > reader.Left / 12) return null;
            var part = new Float3[corners];
            for (var i = 0; i < corners; i++) part[i] = Vector(ref reader);
            parts.Add(part);
        }

        return parts;
    }

    private static FracturedPiece Narrow(Piece piece)
    {
        var center = new Float3((float)piece.Center.X, (float)piece.Center.Y, (float)piece.Center.Z);
        var places = Array.ConvertAll(piece.Places, p => new Float3((float)(p.X - center.X), (float)(p.Y - center.Y), (float)(p.Z - center.Z)));
        var (triangles, sources) = (new List<int>(piece.Triangles.Length), new List<int>());
        foreach (var isOutside in (ReadOnlySpan<bool>)[true, false])
        {
            foreach (var side in piece.Sides.Where(s => s.Source >= 0 == isOutside))
            {
                triangles.AddRange(piece.Triangles[(3 * side.From)..(3 * side.To)]);
                if (isOutside) sources.AddRange(Enumerable.Repeat(side.Source, side.To - side.From));
            }
        }

        return new(center, piece.Volume, places, [.. triangles], [.. sources], piece.Parts);
    }

    private static void Write(CanonicalWriter writer, Float3 v)
    {
        writer.F32(v.X);
        writer.F32(v.Y);
        writer.F32(v.Z);
    }

    private static Float3 Vector(ref CanonicalReader reader) => new(reader.F32(), reader.F32(), reader.F32());
}
