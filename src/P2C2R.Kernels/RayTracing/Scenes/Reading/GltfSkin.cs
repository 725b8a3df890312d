using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>A skin at rest pose (glTF 2.0, section 3.7.3): each joint's transform to the world after its inverse bind matrix.</summary>
/// <param name="place">What messages call it.</param>
/// <param name="joints">Where each joint moves a vertex from the mesh's space: into the world.</param>
/// <param name="fields">Makes messages.</param>
internal sealed class GltfSkin(string place, Affine3[] joints, GltfFields fields)
{
    /// <summary>Moves the vertices of a primitive into the world; their normals and tangents turn along.</summary>
    public PrimitiveData Move(PrimitiveData data, int[]? jointsOf, float[]? weightsOf)
    {
        if (jointsOf is null || weightsOf is null) throw fields.Wrong($"{data.Place} stands in a node with a skin and has no JOINTS_0 and WEIGHTS_0");
        var (positions, normals, tangents) = (new float[data.Positions.Length], data.Normals?.ToArray(), data.Tangents?.ToArray());
        for (var vertex = 0; vertex < positions.Length / 3; vertex++)
        {
            var map = Blend(jointsOf.AsSpan(4 * vertex, 4), weightsOf.AsSpan(4 * vertex, 4), data.Place);
            Set(positions, 3 * vertex, map.Point(Float3.From(data.Positions, 3 * vertex)));
            if (normals is not null) Set(normals, 3 * vertex, UnitLength.Of(map.Normal(Float3.From(normals, 3 * vertex))));
            if (tangents is not null) Set(tangents, 4 * vertex, UnitLength.Of(map.Vector(Float3.From(tangents, 4 * vertex))));
        }

        foreach (var value in positions)
        {
            if (!float.IsFinite(value)) throw fields.Wrong($"{data.Place}: a vertex is no longer finite after {place}");
        }

        return data with { Positions = positions, Normals = normals, Tangents = tangents };
    }

    /// <summary>The joints' maps by their weights, which are made to sum to 1.</summary>
    private Affine3 Blend(ReadOnlySpan<int> numbers, ReadOnlySpan<float> weights, string primitive)
    {
        var sum = weights[0] + weights[1] + weights[2] + weights[3];
        var map = default(Affine3);
        if (!(sum > 0) || !float.IsFinite(sum)) return Affine3.Identity;
        for (var i = 0; i < 4; i++)
        {
            if (numbers[i] >= joints.Length) throw fields.Wrong($"{primitive}.attributes.JOINTS_0: there is no joint {numbers[i]}, {place} has {joints.Length}");
            if (weights[i] == 0) continue;
            var (joint, weight) = (joints[numbers[i]], weights[i] / sum);
            map = new Affine3(map.X + (joint.X * weight), map.Y + (joint.Y * weight), map.Z + (joint.Z * weight), map.Origin + (joint.Origin * weight));
        }

        return map;
    }

    private static void Set(float[] values, int at, Float3 v) => (values[at], values[at + 1], values[at + 2]) = (v.X, v.Y, v.Z);
}
