using System.Runtime.CompilerServices;
using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// A path as runs of steps in one direction. A run is a byte: direction in the upper 3 bits (0 east, then clockwise: 1
/// south-east, 2 south ... 7 north-east), steps - 1 in the lower 5; 31 there means that an unsigned LEB128 number of steps -
/// 32 follows. Neighbouring runs differ in direction.
/// </summary>
internal static class PathRuns
{
    private const int LongRun = 31;

    private static ReadOnlySpan<sbyte> StepX => [1, 1, 0, -1, -1, -1, 0, 1];

    private static ReadOnlySpan<sbyte> StepY => [0, 1, 1, 1, 0, -1, -1, -1];

    /// <summary>Whether steps in a direction are diagonal.</summary>
    public static bool IsDiagonal(int direction) => (direction & 1) != 0;

    /// <summary>One step in a direction.</summary>
    public static (int X, int Y) Step(int direction) => (StepX[direction], StepY[direction]);

    /// <summary>The direction of a step; each part is -1, 0 or 1, and not both 0.</summary>
    public static int Direction(int stepX, int stepY) => (stepX, stepY) switch
    {
        (1, 0) => 0,
        (1, 1) => 1,
        (0, 1) => 2,
        (-1, 1) => 3,
        (-1, 0) => 4,
        (-1, -1) => 5,
        (0, -1) => 6,
        _ => 7,
    };

    /// <summary>Writes runs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(CanonicalWriter writer, ReadOnlySpan<(int Direction, int Steps)> runs)
    {
        foreach (var (direction, steps) in runs)
        {
            writer.U8((byte)((direction << 5) | Math.Min(steps - 1, LongRun)));
            if (steps - 1 < LongRun) continue;
            var rest = (uint)(steps - 1 - LongRun);
            for (; rest > 127; rest >>= 7) writer.U8((byte)(rest | 128));
            writer.U8((byte)rest);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static List<(int Direction, int Steps)> Read(ReadOnlySpan<byte> bytes)
    {
        var runs = new List<(int Direction, int Steps)>();
        var reader = new CanonicalReader(bytes);
        while (reader.Left > 0)
        {
            var first = reader.U8();
            var steps = (first & LongRun) + 1;
            for (int shift = 0, more = (first & LongRun) == LongRun ? 128 : 0; more != 0; shift += 7)
            {
                more = reader.U8();
                steps += (more & 127) << shift;
                more &= 128;
            }

            runs.Add((first >> 5, steps));
        }

        return runs;
    }
}
