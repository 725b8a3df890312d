using System.Runtime.CompilerServices;

namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>
/// Puts triangles into a heightfield: each cell that a triangle passes over gets the voxels between the triangle's least and
/// greatest height over that cell. A cell's voxels don't depend on where the tile begins, so that two tiles see the same along
/// their seam.
/// </summary>
/// <param name="field">Receives the voxels.</param>
/// <param name="climb">See <see cref="Heightfield.Add"/>.</param>
/// <param name="cancellation">Looked at for each row of a triangle: one may be as large as the map.</param>
internal sealed class TriangleRasterizer(Heightfield field, int climb, CancellationToken cancellation)
{
    // A triangle cut by two lines has at most 5 corners; edges that touch the lines may repeat one.
    private const int MostCorners = 9;

    private readonly (double X, double Y, double Z)[] _corners = new (double X, double Y, double Z)[MostCorners];
    private readonly double[] _least = new double[field.Width];
    private readonly double[] _greatest = new double[field.Width];

    /// <summary>Adds a triangle; its corners are in cells, voxels and cells, counted from the map's origin.</summary>
    public void Add((double X, double Y, double Z) a, (double X, double Y, double Z) b, (double X, double Y, double Z) c, bool isWalkable)
    {
        var first = (int)Math.Max(Math.Floor(Least(a.Z, b.Z, c.Z)), field.Near);
        var last = (int)Math.Min(Math.Max(Math.Ceiling(Greatest(a.Z, b.Z, c.Z)) - 1, Math.Floor(Least(a.Z, b.Z, c.Z))), field.Near + field.Depth - 1);
        if (Greatest(a.X, b.X, c.X) < field.Left || Least(a.X, b.X, c.X) > field.Left + field.Width) return;
        for (var row = first; row <= last; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = 0;
            Cut(a, b, row, ref count);
            Cut(b, c, row, ref count);
            Cut(c, a, row, ref count);
            if (count > 0) AddRow(row, count, isWalkable);
        }
    }

    /// <summary>The part of an edge that lies in a row, without its end: that is the next edge's start.</summary>
    private void Cut((double X, double Y, double Z) p, (double X, double Y, double Z) q, int row, ref int count)
    {
        double low = row, high = row + 1;
        if (p.Z >= low && p.Z <= high) _corners[count++] = p;
        var (enter, leave) = p.Z < q.Z ? (low, high) : (high, low);
        if (IsBetween(p.Z, enter, q.Z)) _corners[count++] = At(p, q, enter);
        if (IsBetween(p.Z, leave, q.Z)) _corners[count++] = At(p, q, leave);
    }

    private static bool IsBetween(double p, double line, double q) => (p < line && line < q) || (q < line && line < p);

    /// <summary>Computed from the lower end, so that two triangles that share an edge agree.</summary>
    private static (double X, double Y, double Z) At((double X, double Y, double Z) p, (double X, double Y, double Z) q, double z)
    {
        var (from, to) = p.Z < q.Z ? (p, q) : (q, p);
        var t = (z - from.Z) / (to.Z - from.Z);
        return (from.X + ((to.X - from.X) * t), from.Y + ((to.Y - from.Y) * t), z);
    }

    private void AddRow(int row, int count, bool isWalkable)
    {
        double least = _corners[0].X, greatest = least;
        for (var i = 1; i < count; i++)
        {
            least = Math.Min(least, _corners[i].X);
            greatest = Math.Max(greatest, _corners[i].X);
        }

        var from = Math.Floor(least);
        var first = (int)Math.Max(from, field.Left) - field.Left;
        var last = (int)Math.Min(Math.Max(Math.Ceiling(greatest) - 1, from), field.Left + field.Width - 1) - field.Left;
        if (first > last) return;
        for (var i = first; i <= last; i++)
        {
            _least[i] = double.MaxValue;
            _greatest[i] = double.MinValue;
        }

        for (var i = 0; i < count; i++) Follow(_corners[i], _corners[i + 1 == count ? 0 : i + 1], first, last);
        var column = (row - field.Near) * field.Width;
        for (var i = first; i <= last; i++)
        {
            if (_least[i] > _greatest[i]) continue;
            var bottom = Math.Min(Math.Max((int)Math.Floor(_least[i]), 0), Heightfield.MostVoxels - 1);
            var top = Math.Min(Math.Max((int)Math.Ceiling(_greatest[i]), bottom + 1), Heightfield.MostVoxels);
            field.Add(column + i, bottom, top, isWalkable, climb);
        }
    }

    /// <summary>Takes the heights of an edge into the cells that it goes over: at its ends, and where it passes from cell to cell.</summary>
    private void Follow((double X, double Y, double Z) p, (double X, double Y, double Z) q, int first, int last)
    {
        var floor = Math.Floor(p.X);
        var cell = (int)floor - field.Left;
        Take(cell, p.Y, first, last);
        if (floor == p.X) Take(cell - 1, p.Y, first, last);
        var (from, to) = p.X < q.X ? (p, q) : (q, p);
        var line = Math.Max((int)Math.Floor(from.X) + 1 - field.Left, first);
        var end = Math.Min((int)Math.Ceiling(to.X) - field.Left, last + 2);
        if (line >= end) return;
        var rise = (to.Y - from.Y) / (to.X - from.X);
        for (; line < end; line++)
        {
            var y = from.Y + ((line + field.Left - from.X) * rise);
            Take(line - 1, y, first, last);
            Take(line, y, first, last);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take(int cell, double y, int first, int last)
    {
        if (cell < first || cell > last) return;
        if (y < _least[cell]) _least[cell] = y;
        if (y > _greatest[cell]) _greatest[cell] = y;
    }

    private static double Least(double a, double b, double c) => Math.Min(a, Math.Min(b, c));

    private static double Greatest(double a, double b, double c) => Math.Max(a, Math.Max(b, c));
}
