using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>Reads places and velocities of documents.</summary>
internal static class Vectors
{
    /// <summary>An array of three numbers.</summary>
    public static (double X, double Y, double Z) Read(ref DocumentReader json, string field, double min, double max)
    {
        Span<double> numbers = stackalloc double[3];
        ReadAll(ref json, field, numbers, min, max, "x, y and z");
        return (numbers[0], numbers[1], numbers[2]);
    }

    /// <summary>An array of exactly as many numbers as there is room for.</summary>
    public static void ReadAll(ref DocumentReader json, string field, scoped Span<double> numbers, double min, double max, string names)
    {
        json.ReadArrayStart(field);
        var count = 0;
        while (json.NextElement())
        {
            if (count == numbers.Length) throw json.Wrong($"\"{field}\" must have {Count(numbers.Length)} numbers, {names}; this one has more");
            numbers[count++] = json.ReadNumber(field, min, max);
        }

        if (count < numbers.Length) throw json.Wrong($"\"{field}\" must have {Count(numbers.Length)} numbers, {names}; this one has {count}");
    }

    /// <summary>A box in metres: an array of its least and its greatest corner.</summary>
    public static ((double X, double Y, double Z) From, (double X, double Y, double Z) To) ReadBox(ref DocumentReader json)
    {
        json.ReadArrayStart("box");
        var corners = new List<(double X, double Y, double Z)>();
        while (json.NextElement()) corners.Add(Read(ref json, "box", -FluidBlock.MaxPlace, FluidBlock.MaxPlace));
        if (corners.Count != 2) throw json.Wrong($"\"box\" must have two corners, the least and the greatest; this one has {corners.Count}");
        var (from, to) = (corners[0], corners[1]);
        if (!(from.X < to.X && from.Y < to.Y && from.Z < to.Z)) throw json.Wrong("\"box\" must have its least corner first, and some width along each axis");
        return (from, to);
    }

    private static string Count(int numbers) => numbers == 3 ? "three" : "four";
}
