namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>Whether a solution that came from a stranger is one.</summary>
internal static class WaveCheck
{
    /// <summary>What is wrong with a solution, or null.</summary>
    public static string? Find(WaveProblem problem, ushort[] patterns)
    {
        if (Array.Exists(patterns, p => p >= problem.Rules.Count)) return "there is no such pattern";
        for (var cell = 0; cell < patterns.Length; cell++)
        {
            for (var direction = 0; direction < 2; direction++)
            {
                var neighbour = problem.Neighbour(cell, direction);
                if (neighbour >= 0 && !problem.Rules.Allows(patterns[cell], patterns[neighbour], direction == 1)) return $"cell {cell} does not go with its neighbour";
            }
        }

        foreach (var pin in problem.Pins)
        {
            for (var y = pin.Y; y < pin.Y + pin.Height; y++)
            {
                for (var x = pin.X; x < pin.X + pin.Width; x++)
                {
                    var pattern = patterns[(y * problem.Width) + x];
                    if (((problem.Domains[pin.Domain][pattern >> 6] >> (pattern & 63)) & 1) == 0) return $"cell {x}, {y} is not what it is pinned to";
                }
            }
        }

        return null;
    }
}
