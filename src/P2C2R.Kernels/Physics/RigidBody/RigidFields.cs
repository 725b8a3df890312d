using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>Values that several parts of a document have.</summary>
internal static class RigidFields
{
    /// <summary>A number within limits.</summary>
    public static float Number(ref DocumentReader json, string field, float min, float max) => (float)json.ReadNumber(field, Plain(min), Plain(max));

    /// <summary>An array of three numbers within limits.</summary>
    public static Float3 Vector(ref DocumentReader json, string field, float most)
    {
        Span<float> values = stackalloc float[3];
        Numbers(ref json, field, values, -most, most);
        return new(values[0], values[1], values[2]);
    }

    /// <summary>An array of three numbers, made unit length.</summary>
    public static Float3 Direction(ref DocumentReader json, string field)
    {
        var direction = Vector(ref json, field, 1000);
        return direction.Length > 1e-4f ? direction.Normalized() : throw json.Wrong($"\"{field}\" has no direction; [0, 1, 0] is upwards");
    }

    /// <summary>A quaternion: four numbers, made unit length.</summary>
    public static Rotation Turn(ref DocumentReader json, string field)
    {
        Span<float> values = stackalloc float[4];
        Numbers(ref json, field, values, -1000, 1000);
        var length = Math.Sqrt(((double)values[0] * values[0]) + ((double)values[1] * values[1]) + ((double)values[2] * values[2]) + ((double)values[3] * values[3]));
        if (length < 1e-6) throw json.Wrong($"\"{field}\" is a quaternion [x, y, z, w]; all of it is 0, which is no rotation: [0, 0, 0, 1] turns nothing");
        return new Rotation((float)(values[0] / length), (float)(values[1] / length), (float)(values[2] / length), (float)(values[3] / length));
    }

    /// <summary>An array of exactly as many numbers as there is room for.</summary>
    public static void Numbers(ref DocumentReader json, string field, scoped Span<float> values, float min, float max)
    {
        json.ReadArrayStart(field);
        for (var i = 0; i < values.Length; i++)
        {
            if (!json.NextElement()) throw json.Wrong($"\"{field}\" must have {values.Length} numbers");
            values[i] = (float)json.ReadNumber(field, Plain(min), Plain(max));
        }

        if (json.NextElement()) throw json.Wrong($"\"{field}\" must have {values.Length} numbers");
    }

    /// <summary>An array of any number of numbers, up to a limit.</summary>
    public static List<float> List(ref DocumentReader json, string field, float min, float max, int most)
    {
        json.ReadArrayStart(field);
        var values = new List<float>();
        while (json.NextElement())
        {
            if (values.Count == most) throw json.Wrong($"\"{field}\" has more than {most} numbers");
            values.Add((float)json.ReadNumber(field, Plain(min), Plain(max)));
        }

        return values;
    }

    /// <summary>A limit as people write it: 0.001 and not the binary32 number next to it.</summary>
    private static double Plain(float limit) => (double)(decimal)limit;
}
