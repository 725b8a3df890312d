using P2C2R.Kernels.Execution;

namespace P2C2R.Kernels.Physics.Destruction.Cells;

/// <summary>
/// Voronoi cells of sites in a box, one at a time. A site farther away than twice the cell's reach can't cut it, so the search ends
/// there (the security radius of Rycroft 2009). For one thread; others have their own over the same <see cref="SiteGrid"/>.
/// </summary>
/// <param name="grid">The sites.</param>
/// <param name="low">A corner of the box, in which all sites lie.</param>
/// <param name="high">The opposite corner.</param>
internal sealed class CellFinder(SiteGrid grid, GridPoint low, GridPoint high)
{
    private GridPoint _site;
    private int _self;
    private CancellationToken _cancellation;
    private int _looks;

    /// <summary>The cell found last.</summary>
    public ConvexCell Cell { get; } = new();

    /// <summary>Finds a cell.</summary>
    /// <param name="at">Where its site is in the grid's order.</param>
    /// <param name="cancellation">Ends it: a cell may have all others for neighbours.</param>
    public void Find(int at, CancellationToken cancellation = default)
    {
        _cancellation = cancellation;
        (_self, _site) = (at, grid.Sites[at]);
        Cell.Start(low - _site, high - _site);
        var place = _site - grid.Low;
        var side = grid.Side;
        var (x, y, z) = (place.X / side, place.Y / side, place.Z / side);
        var (mirrorX, mirrorY, mirrorZ) = (Mirror(place.X - (x * side), side), Mirror(place.Y - (y * side), side), Mirror(place.Z - (z * side), side));
        var unit = (double)side * side;
        foreach (var offset in BlockOrder.Offsets)
        {
            if (offset.Bound * unit >= 4 * Cell.ReachSquared) return;
            Look(x + (offset.X * mirrorX), y + (offset.Y * mirrorY), z + (offset.Z * mirrorZ));
        }

        LookFar(x, y, z);
    }

    private static int Mirror(int within, int side) => 2 * within >= side ? 1 : -1;

    private void Look(int x, int y, int z)
    {
        if ((uint)x >= (uint)grid.CountX || (uint)y >= (uint)grid.CountY || (uint)z >= (uint)grid.CountZ) return;
        var (from, to) = grid.Block(x, y, z);
        for (var i = from; i < to; i++)
        {
            _cancellation.LookNowAndThen(_looks++);
            var apart = grid.Sites[i] - _site;
            var square = apart.Square;
            if (square >= 4 * Cell.ReachSquared || i == _self) continue;
            Cell.Cut(new(2 * apart.X, 2 * apart.Y, 2 * apart.Z, square, grid.Order[i]));
        }
    }

    /// <summary>Shell by shell, where sites are few around here and many elsewhere.</summary>
    private void LookFar(int x, int y, int z)
    {
        var farthest = Math.Max(grid.CountX, Math.Max(grid.CountY, grid.CountZ));
        for (var shell = BlockOrder.Reach + 1; shell < farthest; shell++)
        {
            var gap = (double)(shell - 1) * grid.Side;
            if (gap * gap >= 4 * Cell.ReachSquared) return;
            for (var dz = -Math.Min(shell, z); dz <= Math.Min(shell, grid.CountZ - 1 - z); dz++)
            {
                for (var dy = -Math.Min(shell, y); dy <= Math.Min(shell, grid.CountY - 1 - y); dy++)
                {
                    var isEdge = Math.Abs(dz) == shell || Math.Abs(dy) == shell;
                    for (var dx = -shell; dx <= shell; dx += isEdge ? 1 : 2 * shell) Look(x + dx, y + dy, z + dz);
                }
            }
        }
    }
}
