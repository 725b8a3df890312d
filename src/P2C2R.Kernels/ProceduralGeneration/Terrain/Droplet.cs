namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>One droplet: it goes one cell's width at a time, downhill with some inertia.</summary>
/// <param name="window">Heights, which it changes; bigger than it can get far.</param>
/// <param name="inside">The window's cells that are on the map.</param>
/// <param name="ground">What is the same for all droplets of a level.</param>
internal ref struct Droplet(HeightField window, CellArea inside, Droplet.Ground ground)
{
    /// <summary>Steps of its life.</summary>
    public const int Life = 48;

    private const double Inertia = 0.25;
    private const double Gravity = 4;
    private const double Drag = 0.9;
    private const double Capacity = 3;
    private const double LeastSlope = 0.01;
    private const double TakeRate = 0.2;
    private const double LeaveRate = 0.25;

    // Droplets of other blocks may be filling the same hollow.
    private const double FillRate = 0.5;

    // Every window is equally wide.
    private static readonly int[] BrushOffsets = Brush.Offsets(DropletErosion.WindowSide);

    private readonly int[] _cells = window.Cells;
    private readonly int _stride = window.Area.Width;
    private readonly int _left = inside.X - window.Area.X, _top = inside.Y - window.Area.Y;
    private readonly int _right = inside.Right - window.Area.X, _bottom = inside.Bottom - window.Area.Y;
    private int _carried;

    /// <summary>What is the same for all droplets of a level.</summary>
    /// <param name="CellSize">A cell's side, in units of height.</param>
    /// <param name="SeaLevel">Where they end, in units of height.</param>
    public readonly record struct Ground(double CellSize, int SeaLevel);

    /// <summary>Runs until it dries up, enters the sea or comes to rest, and leaves all that it carries; or until it runs off the map.</summary>
    /// <param name="x">Column in the window.</param>
    /// <param name="y">Row in the window.</param>
    /// <returns>What it carried off the map, in units.</returns>
    public int Run(double x, double y)
    {
        if (!IsInside((int)x, (int)y)) return 0;
        double directionX = 0, directionY = 0, speed = 1;
        var (turn, pull) = ((1 - Inertia) / ground.CellSize, Gravity / ground.CellSize);
        var (height, slopeX, slopeY) = Look(x, y);
        for (var step = 0; step < Life && height > ground.SeaLevel; step++)
        {
            directionX = (directionX * Inertia) - (slopeX * turn);
            directionY = (directionY * Inertia) - (slopeY * turn);
            var length = Math.Sqrt((directionX * directionX) + (directionY * directionY));
            if (!(length > 1e-9)) break;
            var toUnit = 1 / length;
            (directionX, directionY) = (directionX * toUnit, directionY * toUnit);
            var (nextX, nextY) = (x + directionX, y + directionY);
            if (!IsInside((int)nextX, (int)nextY)) return _carried;
            var (nextHeight, nextSlopeX, nextSlopeY) = Look(nextX, nextY);
            var drop = height - nextHeight;
            var water = (Life - step) / (double)Life;
            var capacity = Math.Max(drop, LeastSlope * ground.CellSize) * speed * water * Capacity;
            if (drop < 0) Leave((int)x, (int)y, (int)Math.Min(-drop * FillRate, _carried));
            else if (_carried > capacity) Leave((int)x, (int)y, (int)((_carried - capacity) * LeaveRate));
            else Take((int)x, (int)y, (int)Math.Min((capacity - _carried) * TakeRate, drop));
            speed = Math.Sqrt(Math.Max(0.01, (speed * speed * Drag) + (drop * pull)));
            (x, y, slopeX, slopeY) = (nextX, nextY, nextSlopeX, nextSlopeY);
            height = nextHeight;
        }

        Drop((int)x, (int)y);
        return 0;
    }

    /// <summary>Whether a cell and its right and lower neighbours are on the map.</summary>
    private readonly bool IsInside(int x, int y) => x >= _left && y >= _top && x < _right - 1 && y < _bottom - 1;

    /// <summary>Height and slope, bilinear between the four nearest cells.</summary>
    private readonly (double Height, double SlopeX, double SlopeY) Look(double x, double y)
    {
        var (column, row) = ((int)x, (int)y);
        var (fx, fy) = (x - column, y - row);
        var at = (row * _stride) + column;
        double h00 = _cells[at], h10 = _cells[at + 1], h01 = _cells[at + _stride], h11 = _cells[at + _stride + 1];
        var (upper, lower) = (h10 - h00, h11 - h01);
        var (left, right) = (h01 - h00, h11 - h10);
        var slopeX = upper + (fy * (lower - upper));
        return (h00 + (fx * upper) + (fy * (left + (fx * (right - left)))), slopeX, left + (fx * (right - left)));
    }

    /// <summary>Digs, but not at the map's border: its height is what the land inside erodes down to.</summary>
    private void Take(int x, int y, int amount)
    {
        var isInside = x > _left + Brush.Radius && x < _right - 1 - Brush.Radius && y > _top + Brush.Radius && y < _bottom - 1 - Brush.Radius;
        if (isInside && amount >= Brush.Whole) _carried += Spread(x, y, -amount);
    }

    /// <summary>Leaves everything around a cell; that cell gets what doesn't divide and what would be off the map.</summary>
    private void Drop(int x, int y)
    {
        _carried += Spread(x, y, _carried);
        _cells[(y * _stride) + x] += _carried;
        _carried = 0;
    }

    /// <summary>Adds an amount to the cells of the brush, and says what they lost by it.</summary>
    private readonly int Spread(int x, int y, int amount)
    {
        var lost = 0;
        var center = (y * _stride) + x;
        var weights = Brush.Weights;
        var isWhole = x >= _left + Brush.Radius && x < _right - Brush.Radius && y >= _top + Brush.Radius && y < _bottom - Brush.Radius;
        for (var i = 0; i < weights.Length; i++)
        {
            if (!isWhole && !IsOnMap(x + Brush.Columns[i], y + Brush.Rows[i])) continue;
            var share = (int)(((long)amount * weights[i]) >> Brush.Shift);
            _cells[center + BrushOffsets[i]] += share;
            lost -= share;
        }

        return lost;
    }

    private readonly bool IsOnMap(int x, int y) => x >= _left && x < _right && y >= _top && y < _bottom;

    /// <summary>Four cells get a quarter each, the first one what doesn't divide.</summary>
    private void Leave(int x, int y, int amount)
    {
        if (amount <= 0) return;
        var at = (y * _stride) + x;
        var quarter = amount >> 2;
        _cells[at] += amount - (3 * quarter);
        _cells[at + 1] += quarter;
        _cells[at + _stride] += quarter;
        _cells[at + _stride + 1] += quarter;
        _carried -= amount;
    }
}
