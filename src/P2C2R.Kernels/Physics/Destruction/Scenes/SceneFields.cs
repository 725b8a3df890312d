using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Destruction.Scenes;

/// <summary>Values that several parts of a document have.</summary>
internal static class SceneFields
{
    /// <summary>An array of three numbers, at most so much either way.</summary>
    public static Float3 Vector(ref DocumentReader json, string field, double most)
    {
        var v = Numbers(ref json, field, 3, -most, most);
        return new((float)v[0], (float)v[1], (float)v[2]);
    }

    /// <summary>A quaternion x, y, z, w, made unit length.</summary>
    public static Rotation Turn(ref DocumentReader json, string field)
    {
        var v = Numbers(ref json, field, 4, -1000, 1000);
        var length = Math.Sqrt((v[0] * v[0]) + (v[1] * v[1]) + (v[2] * v[2]) + (v[3] * v[3]));
        if (length < 1e-6) throw json.Wrong($"\"{field}\" is a quaternion [x, y, z, w], and all of it is 0; [0, 0, 0, 1] turns nothing");
        return new((float)(v[0] / length), (float)(v[1] / length), (float)(v[2] / length), (float)(v[3] / length));
    }

    /// <summary>An array of so many numbers.</summary>
    public static double[] Numbers(ref DocumentReader json, string field, int count, double min, double max)
    {
        json.ReadArrayStart(field);
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            if (!json.NextElement()) throw json.Wrong($"\"{field}\" must have {count} numbers");
            values[i] = json.ReadNumber(field, min, max);
        }

        if (json.NextElement()) throw json.Wrong($"\"{field}\" must have {count} numbers");
        return values;
    }
}
