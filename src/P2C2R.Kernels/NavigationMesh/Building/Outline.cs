namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>One closed border of a region: counter-clockwise around it, or clockwise around a hole in it.</summary>
/// <param name="Region">The region.</param>
/// <param name="Sides">The chains that it is made of, in order, and whether each is walked from its end.</param>
internal sealed record Outline(int Region, List<(Chain Chain, bool IsReversed)> Sides)
{
    /// <summary>The corners that are kept.</summary>
    public List<Corner> Simplified()
    {
        var corners = new List<Corner>();
        foreach (var (chain, isReversed) in Sides)
        {
            var kept = chain.Simplified;
            if (chain.IsClosed)
            {
                for (var i = 0; i < kept.Length; i++) corners.Add(kept[isReversed ? kept.Length - 1 - i : i]);
                continue;
            }

            // The last corner is the next chain's first.
            for (var i = 0; i < kept.Length - 1; i++) corners.Add(kept[isReversed ? kept.Length - 1 - i : i]);
        }

        return corners;
    }
}
