using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Kernels.RayTracing.Rendering.Views;

namespace P2C2R.Kernels.RayTracing.GlobalIllumination;

/// <summary>The field <c>"probes"</c>: places, or a grid of them.</summary>
internal static class ProbeFields
{
    private const double MaxCoordinate = 1e6;

    /// <summary>Reads it.</summary>
    public static ProbeView Read(ref DocumentReader json, string parent)
    {
        if (json.IsArray) return new ProbeView(ReadPositions(ref json, parent));
        json.ReadObjectStart(parent);
        var seen = new HashSet<string>();
        (Float3? from, Float3? to, Float3? count) = (null, null, null);
        while (json.NextField(seen, out var field))
        {
            switch (field)
            {
                case "from": from = SceneFields.ReadVector(ref json, field, -MaxCoordinate, MaxCoordinate); break;
                case "to": to = SceneFields.ReadVector(ref json, field, -MaxCoordinate, MaxCoordinate); break;
                case "count": count = SceneFields.ReadVector(ref json, field, 1, ProbeView.MaxProbes); break;
                default: throw json.Unknown(field, "from, to, count; or give an array of positions");
            }
        }

        if (from is not { } low || to is not { } high || count is not { } counts) throw json.Wrong($"\"{parent}\" needs \"from\", \"to\" and \"count\", or is an array of positions");
        return new ProbeView(Grid(ref json, low, high, ((int)counts.X, (int)counts.Y, (int)counts.Z)));
    }

    private static List<Float3> ReadPositions(ref DocumentReader json, string field)
    {
        var positions = new List<Float3>();
        while (json.NextElement())
        {
            if (positions.Count == ProbeView.MaxProbes) throw TooMany(ref json);
            positions.Add(SceneFields.ReadVector(ref json, field, -MaxCoordinate, MaxCoordinate));
        }

        return positions.Count > 0 ? positions : throw json.Wrong($"\"{field}\" is empty; give at least one position");
    }

    private static List<Float3> Grid(ref DocumentReader json, Float3 low, Float3 high, (int X, int Y, int Z) count)
    {
        if ((long)count.X * count.Y * count.Z > ProbeView.MaxProbes) throw TooMany(ref json);
        var positions = new List<Float3>();
        for (var z = 0; z < count.Z; z++)
        {
            for (var y = 0; y < count.Y; y++)
            {
                for (var x = 0; x < count.X; x++) positions.Add(new Float3(Between(low.X, high.X, x, count.X), Between(low.Y, high.Y, y, count.Y), Between(low.Z, high.Z, z, count.Z)));
            }
        }

        return positions;
    }

    private static float Between(float low, float high, int number, int count) => count == 1 ? 0.5f * (low + high) : low + ((high - low) * number / (count - 1));

    private static InputException TooMany(ref DocumentReader json) => json.Wrong($"at most {ProbeView.MaxProbes} probes are possible in a task; submit more tasks, their common work is done once");
}
