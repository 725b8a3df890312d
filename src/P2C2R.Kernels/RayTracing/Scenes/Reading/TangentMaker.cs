using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>
/// Tangents where a file has none, as glTF 2.0 asks for (section 3.7.2.1): M. Mikkelsen, "Simulation of Wrinkled Surfaces Revisited", 2008, by its description.
/// The triangles around a vertex that hang together, and lie in the texture the same way round, share a tangent there: the mean of where u grows
/// on each, in the plane of the vertex's normal, weighted by the triangle's angle at the vertex. A vertex may have several tangents then.
/// </summary>
internal sealed class TangentMaker
{
    private readonly TangentFaces _faces;
    private readonly bool[] _isTaken;
    private readonly List<int> _group = [];

    private TangentMaker(TangentFaces faces) => (_faces, _isTaken) = (faces, new bool[faces.CornerCount]);

    /// <summary>x, y, z and sign of the tangent at each corner of each triangle.</summary>
    public static float[] Make(ReadOnlySpan<float> positions, ReadOnlySpan<float> normals, ReadOnlySpan<float> texCoords, ReadOnlySpan<int> indices)
    {
        var maker = new TangentMaker(new TangentFaces(positions, normals, texCoords, indices));
        var tangents = new float[4 * indices.Length];

        // Triangles without an area in the texture go with their neighbours; what is left of them comes last, by itself.
        foreach (var isTelling in (bool[])[true, false])
        {
            for (var corner = 0; corner < indices.Length; corner++)
            {
                var turn = maker._faces.TurnOf(corner / 3);
                if (maker._isTaken[corner] || (isTelling && turn == 0)) continue;
                maker.GatherGroup(corner, turn);
                maker.Store(positions, Float3.From(normals, 3 * indices[corner]), indices, turn, tangents);
            }
        }

        return tangents;
    }

    /// <summary>Some unit vector at right angles to a normal.</summary>
    public static Float3 Any(Float3 normal)
    {
        // Across the axis of which it has the least.
        var (x, y, z) = (Math.Abs(normal.X), Math.Abs(normal.Y), Math.Abs(normal.Z));
        var axis = x <= y && x <= z ? new Float3(1, 0, 0) : y <= z ? new Float3(0, 1, 0) : new Float3(0, 0, 1);
        return UnitLength.Of(Float3.Cross(axis, normal));
    }

    /// <summary>The corners around a vertex that can be reached across edges, in the order of their numbers.</summary>
    private void GatherGroup(int first, int turn)
    {
        _group.Clear();
        _group.Add(first);
        _isTaken[first] = true;
        for (var i = 0; i < _group.Count; i++)
        {
            var (one, other) = _faces.Around(_group[i]);
            Join(one, turn);
            Join(other, turn);
        }

        _group.Sort();
    }

    private void Join(int corner, int turn)
    {
        if (corner < 0 || _isTaken[corner]) return;
        var own = _faces.TurnOf(corner / 3);
        if (own != turn && own != 0) return;
        _isTaken[corner] = true;
        _group.Add(corner);
    }

    private void Store(ReadOnlySpan<float> positions, Float3 normal, ReadOnlySpan<int> indices, int turn, float[] tangents)
    {
        var sum = default(Double3);
        var up = Double3.Of(normal);
        foreach (var corner in _group)
        {
            if (_faces.TurnOf(corner / 3) == 0) continue;
            sum += InPlane(_faces.DirectionOf(corner / 3), up).Normalized() * Angle(positions, up, indices, corner);
        }

        var tangent = UnitLength.Of(sum.X, sum.Y, sum.Z);
        if (tangent == Float3.Zero) tangent = Any(normal);

        // v goes down in glTF's pictures, and the bitangent up.
        foreach (var corner in _group) (tangents[4 * corner], tangents[(4 * corner) + 1], tangents[(4 * corner) + 2], tangents[(4 * corner) + 3]) = (tangent.X, tangent.Y, tangent.Z, turn > 0 ? -1 : 1);
    }

    /// <summary>The angle between a corner's two edges, as seen along the normal.</summary>
    private static double Angle(ReadOnlySpan<float> positions, Double3 normal, ReadOnlySpan<int> indices, int corner)
    {
        var first = corner - (corner % 3);
        var place = Double3.Of(Float3.From(positions, 3 * indices[corner]));
        var one = InPlane(Double3.Of(Float3.From(positions, 3 * indices[first + ((corner + 1) % 3)])) - place, normal);
        var other = InPlane(Double3.Of(Float3.From(positions, 3 * indices[first + ((corner + 2) % 3)])) - place, normal);
        return ExactMath.Atan2(Double3.Cross(one, other).Length, Double3.Dot(one, other));
    }

    private static Double3 InPlane(Double3 v, Double3 normal) => v - (normal * Double3.Dot(v, normal));
}
