using System.Runtime.InteropServices;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>
/// Puts primitives together into one mesh: triangles without an area and vertices without a triangle are left out, missing
/// normals and tangents made.
/// </summary>
/// <param name="name">Of the mesh.</param>
/// <param name="warnings">Where repairs are said.</param>
/// <param name="cancellation">Ends it early.</param>
internal sealed class MeshBuilder(string name, SceneWarnings warnings, CancellationToken cancellation)
{
    private const int CheckedEvery = 3 << 14;

    private readonly List<float> _positions = [];
    private readonly List<float> _normals = [];
    private readonly List<float> _tangents = [];
    private readonly List<float> _texCoords0 = [];
    private readonly List<float> _texCoords1 = [];
    private readonly List<float> _colors = [];
    private readonly List<int> _indices = [];
    private readonly List<int> _materials = [];
    private bool _hasTangents;
    private bool _hasTexCoords0;
    private bool _hasTexCoords1;
    private bool _hasColors;

    /// <summary>Adds triangles.</summary>
    public void Add(PrimitiveData data)
    {
        _hasTexCoords0 |= data.TexCoords0 is not null;
        _hasTexCoords1 |= data.TexCoords1 is not null;
        _hasColors |= data.Colors is not null;

        // Without normals a file's tangents don't count (glTF 2.0, section 3.7.2.1).
        var hasTangents = data.Tangents is not null && data.Normals is not null;
        _hasTangents |= hasTangents || data.TangentSet >= 0;
        var (firstVertex, firstCorner) = (_positions.Count / 3, _indices.Count);
        var places = new int[data.Positions.Length / 3];
        Array.Fill(places, -1);
        var (flat, mended) = (0, 0);
        for (var i = 0; i < data.Indices.Length; i += 3)
        {
            if (i % CheckedEvery == 0) cancellation.ThrowIfCancellationRequested();
            var normal = FaceNormal.Of(data.Positions, data.Indices[i], data.Indices[i + 1], data.Indices[i + 2]);
            if (normal == Float3.Zero)
            {
                flat++;
                continue;
            }

            for (var c = 0; c < 3; c++) _indices.Add(Place(data, data.Indices[i + c], normal, places, ref mended));
            _materials.Add(data.Material);
        }

        if (flat > 0) warnings.Add($"{data.Place}: {flat} of {data.Indices.Length / 3} triangles have no area and were left out");
        if (mended > 0) warnings.Add($"{data.Place}: {mended} normals of length zero were replaced by their triangles'");
        if (!hasTangents && data.TangentSet >= 0) MakeTangents(firstVertex, firstCorner, data.TangentSet);
    }

    /// <summary>The mesh; null where no triangle is left.</summary>
    public SceneMesh? Build()
    {
        if (_materials.Count == 0) return null;
        var vertices = _positions.Count / 3;
        if (_hasTangents) PadTangents(vertices);
        return new SceneMesh
        {
            Name = name,
            Positions = [.. _positions],
            Normals = [.. _normals],
            Tangents = _hasTangents ? [.. _tangents] : null,
            TexCoords0 = _hasTexCoords0 ? Padded(_texCoords0, 2 * vertices, 0) : null,
            TexCoords1 = _hasTexCoords1 ? Padded(_texCoords1, 2 * vertices, 0) : null,
            Colors = _hasColors ? Padded(_colors, 4 * vertices, 1) : null,
            Indices = [.. _indices],
            Materials = [.. _materials],
        };
    }

    /// <summary>The vertex's number in the mesh. Without normals each triangle has vertices of its own, so that it is flat.</summary>
    private int Place(PrimitiveData data, int vertex, Float3 faceNormal, int[] places, ref int mended)
    {
        if (data.Normals is not null && places[vertex] >= 0) return places[vertex];
        var normal = data.Normals is null ? faceNormal : UnitLength.Of(Float3.From(data.Normals, 3 * vertex));
        if (normal == Float3.Zero)
        {
            mended++;
            normal = faceNormal;
        }

        places[vertex] = _positions.Count / 3;
        _positions.AddRange(data.Positions.AsSpan(3 * vertex, 3));
        _normals.AddRange([normal.X, normal.Y, normal.Z]);
        if (_hasTangents) AddTangent(data.Normals is null ? null : data.Tangents, vertex, normal);
        if (_hasTexCoords0) AddOr(_texCoords0, data.TexCoords0, vertex, 2, 0);
        if (_hasTexCoords1) AddOr(_texCoords1, data.TexCoords1, vertex, 2, 0);
        if (_hasColors) AddOr(_colors, data.Colors, vertex, 4, 1);
        return places[vertex];
    }

    private void AddTangent(float[]? tangents, int vertex, Float3 normal)
    {
        PadTangents((_positions.Count / 3) - 1);
        var given = tangents is null ? default : UnitLength.Of(Float3.From(tangents, 4 * vertex));
        var tangent = given == Float3.Zero ? TangentMaker.Any(normal) : given;
        _tangents.AddRange([tangent.X, tangent.Y, tangent.Z, tangents is not null && tangents[(4 * vertex) + 3] < 0 ? -1 : 1]);
    }

    /// <summary>A vertex's numbers, or what stands for absent ones.</summary>
    private void AddOr(List<float> values, float[]? source, int vertex, int components, float absent)
    {
        Pad(values, ((_positions.Count / 3) - 1) * components, absent);
        if (source is not null) values.AddRange(source.AsSpan(components * vertex, components));
        else for (var i = 0; i < components; i++) values.Add(absent);
    }

    private static float[] Padded(List<float> values, int count, float absent)
    {
        Pad(values, count, absent);
        return [.. values];
    }

    /// <summary>Numbers for the vertices of earlier primitives, which had none.</summary>
    private static void Pad(List<float> values, int count, float absent)
    {
        while (values.Count < count) values.Add(absent);
    }

    private void PadTangents(int vertices)
    {
        while (_tangents.Count < 4 * vertices)
        {
            var tangent = TangentMaker.Any(Float3.From(CollectionsMarshal.AsSpan(_normals), 3 * (_tangents.Count / 4)));
            _tangents.AddRange([tangent.X, tangent.Y, tangent.Z, 1]);
        }
    }

    private void MakeTangents(int firstVertex, int firstCorner, int set)
    {
        var texCoords = set == 0 ? _texCoords0 : _texCoords1;
        Pad(texCoords, 2 * (_positions.Count / 3), 0);
        var made = TangentMaker.Make(CollectionsMarshal.AsSpan(_positions), CollectionsMarshal.AsSpan(_normals), CollectionsMarshal.AsSpan(texCoords), CollectionsMarshal.AsSpan(_indices)[firstCorner..]);
        var hasTangent = new bool[(_positions.Count / 3) - firstVertex];
        var copies = new Dictionary<(int, Float3, float), int>();
        for (var i = 0; i < made.Length / 4; i++)
        {
            var (vertex, tangent, sign) = (_indices[firstCorner + i], Float3.From(made, 4 * i), made[(4 * i) + 3]);
            var own = CollectionsMarshal.AsSpan(_tangents).Slice(4 * vertex, 4);
            if (!hasTangent[vertex - firstVertex])
            {
                hasTangent[vertex - firstVertex] = true;
                (own[0], own[1], own[2], own[3]) = (tangent.X, tangent.Y, tangent.Z, sign);
            }
            else if (Float3.From(own, 0) != tangent || own[3] != sign)
            {
                if (!copies.TryGetValue((vertex, tangent, sign), out var copy)) copies[(vertex, tangent, sign)] = copy = Copy(vertex, tangent, sign);
                _indices[firstCorner + i] = copy;
            }
        }
    }

    /// <summary>The same vertex with another tangent.</summary>
    private int Copy(int vertex, Float3 tangent, float sign)
    {
        var copy = _positions.Count / 3;
        _positions.AddRange(_positions.GetRange(3 * vertex, 3));
        _normals.AddRange(_normals.GetRange(3 * vertex, 3));
        _tangents.AddRange([tangent.X, tangent.Y, tangent.Z, sign]);
        foreach (var (values, components) in ((List<float>, int)[])[(_texCoords0, 2), (_texCoords1, 2), (_colors, 4)])
        {
            if (values.Count == components * copy) values.AddRange(values.GetRange(components * vertex, components));
        }

        return copy;
    }
}
