namespace P2C2R.Kernels.Pathfinding.Crowds;

/// <summary>How far it is to a field's goal, for people and engines: rounded, and never hashed.</summary>
internal static class FieldLengths
{
    private const float Unknown = float.NaN;
    private const float NoWay = -1;

    /// <summary>The length of the way from each cell, row by row, unframed; -1 where there is none.</summary>
    public static float[] Of(FlowField field)
    {
        var (width, height) = (field.Map.Width, field.Map.Height);
        var steps = new (int Straight, int Diagonal)[width * height];
        var lengths = new float[width * height];
        Array.Fill(lengths, Unknown);
        var way = new Stack<int>();
        for (var start = 0; start < lengths.Length; start++)
        {
            var cell = start;
            for (; float.IsNaN(lengths[cell]) && field[(cell % width) + 1, (cell / width) + 1] < FlowField.AtGoal; cell = Next(field, cell, width)) way.Push(cell);
            if (way.Count == 0) lengths[cell] = field[(cell % width) + 1, (cell / width) + 1] == FlowField.AtGoal ? 0 : lengths[cell] >= 0 ? lengths[cell] : NoWay;
            while (way.TryPop(out var back))
            {
                var (straight, diagonal) = steps[Next(field, back, width)];
                steps[back] = PathRuns.IsDiagonal(field[(back % width) + 1, (back / width) + 1]) ? (straight, diagonal + 1) : (straight + 1, diagonal);
                lengths[back] = (float)(steps[back].Straight + (steps[back].Diagonal * PathAnswer.DiagonalLength));
            }
        }

        return lengths;
    }

    private static int Next(FlowField field, int cell, int width)
    {
        var (x, y) = PathRuns.Step(field[(cell % width) + 1, (cell / width) + 1]);
        return cell + (y * width) + x;
    }
}
