using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>
/// Thermal erosion (F. K. Musgrave, C. Kolb, R. Mace, "The Synthesis and Rendering of Eroded Fractal Terrains", SIGGRAPH 1989):
/// what is steeper than scree holds slides down. All pairs of neighbours exchange at once, each as much as both see the other one
/// to give or take, in whole numbers: nothing is made or lost.
/// </summary>
internal static class ThermalErosion
{
    // A cell has 8 neighbours: more than a 16th of a difference to each would overshoot.
    private const int Share = 4;

    /// <summary>Some steps. At an edge of the field that isn't the map's, each makes one more row or column mean nothing.</summary>
    /// <param name="field">Heights; the result too.</param>
    /// <param name="steps">How many.</param>
    /// <param name="talus">Difference of two neighbours side by side that holds, in units.</param>
    /// <param name="cancellation">Ends it.</param>
    public static void Run(HeightField field, int steps, int talus, CancellationToken cancellation)
    {
        if (steps == 0) return;
        var (width, height) = (field.Area.Width, field.Area.Height);

        // Diagonal neighbours are sqrt(2) apart: 181 / 128.
        var diagonal = (int)Math.Min(int.MaxValue / 2, (long)talus * 181 / 128);
        var changes = new int[width * height];
        for (var step = 0; step < steps; step++)
        {
            Array.Clear(changes);
            for (var y = 0; y < height; y++)
            {
                if (y % 64 == 0) cancellation.ThrowIfCancellationRequested();
                var row = y * width;
                Exchange(field.Cells, changes, row, row + 1, width - 1, talus);
                if (y + 1 == height) continue;
                Exchange(field.Cells, changes, row, row + width, width, talus);
                Exchange(field.Cells, changes, row, row + width + 1, width - 1, diagonal);
                Exchange(field.Cells, changes, row + 1, row + width, width - 1, diagonal);
            }

            for (var i = 0; i < changes.Length; i++) field.Cells[i] += changes[i];
        }
    }

    /// <summary>Between cells a, a + 1, ... and cells b, b + 1, ...</summary>
    private static void Exchange(int[] heights, int[] changes, int a, int b, int count, int talus)
    {
        var i = 0;
        var holds = Vector256.Create(talus);
        for (; i + Vector256<int>.Count <= count; i += Vector256<int>.Count)
        {
            var difference = Vector256.Create(heights, a + i) - Vector256.Create(heights, b + i);
            var down = Vector256.Max(difference - holds, Vector256<int>.Zero) >> Share;
            var up = Vector256.Max(-difference - holds, Vector256<int>.Zero) >> Share;
            var moved = down - up;
            (Vector256.Create(changes, a + i) - moved).CopyTo(changes, a + i);
            (Vector256.Create(changes, b + i) + moved).CopyTo(changes, b + i);
        }

        for (; i < count; i++)
        {
            var difference = heights[a + i] - heights[b + i];
            var moved = (Math.Max(difference - talus, 0) >> Share) - (Math.Max(-difference - talus, 0) >> Share);
            changes[a + i] -= moved;
            changes[b + i] += moved;
        }
    }
}
