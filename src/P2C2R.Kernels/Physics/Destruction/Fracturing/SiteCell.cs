using P2C2R.Kernels.Physics.Destruction.Cells;

namespace P2C2R.Kernels.Physics.Destruction.Fracturing;

/// <summary>A cell of a level: its site, and what bounds it.</summary>
/// <param name="Number">The site's number.</param>
/// <param name="Site">The site.</param>
/// <param name="Walls">The sites on the two sides of each plane.</param>
internal sealed record SiteCell(int Number, GridPoint Site, IReadOnlyList<CellWall> Walls)
{
    /// <summary>The planes, tagged with their places in <see cref="Walls"/>, nearest first.</summary>
    public List<CellPlane> Planes(GridPoint from)
    {
        var planes = new List<CellPlane>();
        for (var i = 0; i < Walls.Count; i++) planes.Add(CellPlane.Between(Walls[i].OwnSite, Walls[i].OtherSite, from, i));
        return [.. planes.OrderBy(static p => (double)p.Offset * p.Offset / (((double)p.X * p.X) + ((double)p.Y * p.Y) + ((double)p.Z * p.Z))).ThenBy(static p => p.Tag)];
    }
}
