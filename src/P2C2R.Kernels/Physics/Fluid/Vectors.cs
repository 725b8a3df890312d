using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>Reads places and velocities of documents.</summary>
internal static class Vectors
{
    /// <summary>An array of three numbers.</summary>
    public static (double X, double Y, double Z) Read(ref DocumentReader json, string field, double min, double max)
    {
        json.ReadArrayStart(field);
        Span<double> numbers = stackalloc double[3];
        var count = 0;
        while (json.NextElement())
        {
            if (count == 3) throw json.Wrong($"\"{field}\" must have three numbers, x, y and z; this one has more");
            numbers[count++] = json.ReadNumber(field, min, max);
        }

        if (count < 3) throw json.Wrong($"\"{field}\" must have three numbers, x, y and z; this one has {count}");
        return (numbers[0], numbers[1], numbers[2]);
    }
}
