using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Meshes;

/// <summary>
/// Reads the geometry of a Wavefront OBJ file ("Object Files (.obj)", Wavefront Advanced Visualizer manual, appendix B1): <c>v</c>
/// and <c>f</c> with every form of index, negative ones included. Polygons become fans of triangles. Texture coordinates,
/// normals, groups, materials, lines and points are skipped; free-form surfaces are refused.
/// </summary>
public static class ObjReader
{
    private const int MaxCorners = 4096;

    // Lines between two looks at a cancel: less than a millisecond.
    private const int LinesPerLook = 4096;

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its bytes.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InputException">Something in it is wrong; the message has line and column.</exception>
    public static TriangleMesh Read(ReadOnlySpan<byte> text, string file, CancellationToken cancellation = default)
    {
        var positions = new List<float>();
        var indices = new List<int>();
        var corners = new int[MaxCorners];
        var lines = new TextLines(text, file);
        for (var number = 0; lines.MoveNext(); number++)
        {
            if (number % LinesPerLook == 0) cancellation.ThrowIfCancellationRequested();
            var line = lines.Current;
            if (line.IsEmpty) continue;
            if (line[^1] == '\\') throw lines.Wrong("a line that goes on in the next (\\) is not supported; write it in one line", line.Length);
            var at = 0;
            var word = NextWord(line, ref at);
            if (word.SequenceEqual("v"u8)) ReadVertex(lines, at, positions);
            else if (word.SequenceEqual("f"u8)) ReadFace(lines, at, positions.Count / 3, corners, indices);
            else if (IsFreeForm(word)) throw lines.Wrong("free-form curves and surfaces are not supported; export triangles or polygons");
        }

        if (indices.Count == 0) throw new InputException($"{file}: there is no face in it; give at least one line that starts with 'f'");
        return new TriangleMesh([.. positions], [.. indices]);
    }

    private static bool IsFreeForm(ReadOnlySpan<byte> word) => word.SequenceEqual("curv"u8) || word.SequenceEqual("curv2"u8) || word.SequenceEqual("surf"u8);

    private static void ReadVertex(TextLines lines, int at, List<float> positions)
    {
        // A fourth number is a weight and up to three more are a colour; neither moves the vertex.
        for (var i = 0; i < 3; i++)
        {
            var word = NextWord(lines.Current, ref at);
            var column = at - word.Length + 1;
            if (word.IsEmpty) throw lines.Wrong($"a vertex has x, y and z; this one has {i} numbers", column);
            if (!TextNumber.TryRead(word, out double value) || !float.IsFinite((float)value)) throw lines.Wrong($"a coordinate must be a finite number of at most {float.MaxValue:E1}", column);
            positions.Add((float)value);
        }
    }

    private static void ReadFace(TextLines lines, int at, int vertices, int[] corners, List<int> indices)
    {
        var count = 0;
        while (true)
        {
            var word = NextWord(lines.Current, ref at);
            if (word.IsEmpty) break;
            if (count == corners.Length) throw lines.Wrong($"a face may have {MaxCorners} corners; split it", at - word.Length + 1);
            corners[count++] = ReadCorner(lines, word, at - word.Length + 1, vertices);
        }

        if (count < 3) throw lines.Wrong($"a face has at least 3 corners, this one has {count}");
        if ((indices.Count / 3) + count - 2 > TriangleMesh.MaxTriangles) throw lines.Wrong($"a mesh may have {TriangleMesh.MaxTriangles} triangles; split it");
        for (var i = 2; i < count; i++)
        {
            indices.Add(corners[0]);
            indices.Add(corners[i - 1]);
            indices.Add(corners[i]);
        }
    }

    /// <summary>A corner is <c>v</c>, <c>v/vt</c>, <c>v//vn</c> or <c>v/vt/vn</c>; vertices count from 1, or back from the last one, -1.</summary>
    private static int ReadCorner(TextLines lines, ReadOnlySpan<byte> word, int column, int vertices)
    {
        var slash = word.IndexOf((byte)'/');
        if (!TextNumber.TryRead(slash < 0 ? word : word[..slash], out int index)) throw lines.Wrong("a face's corner is v, v/vt, v//vn or v/vt/vn, whole numbers", column);
        if (slash >= 0 && !IsRest(word[(slash + 1)..])) throw lines.Wrong("a face's corner is v, v/vt, v//vn or v/vt/vn, whole numbers", column);
        var vertex = index < 0 ? (long)vertices + index : index - 1L;
        if (vertex < 0 || vertex >= vertices) throw lines.Wrong($"there is no vertex {index}: {vertices} stand above this line", column);
        return (int)vertex;
    }

    private static bool IsRest(ReadOnlySpan<byte> rest)
    {
        var slash = rest.IndexOf((byte)'/');
        var texture = slash < 0 ? rest : rest[..slash];
        if (!texture.IsEmpty && !TextNumber.TryRead(texture, out int _)) return false;
        return slash < 0 ? !texture.IsEmpty : TextNumber.TryRead(rest[(slash + 1)..], out int _);
    }

    /// <summary>The word from a position on; the position goes behind it. Empty at the line's end or at a comment.</summary>
    private static ReadOnlySpan<byte> NextWord(ReadOnlySpan<byte> line, ref int at)
    {
        while (at < line.Length && line[at] is (byte)' ' or (byte)'\t') at++;
        var start = at;
        if (at < line.Length && line[at] == '#') return default;
        while (at < line.Length && line[at] is not ((byte)' ' or (byte)'\t')) at++;
        return line[start..at];
    }
}
