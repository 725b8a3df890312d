namespace P2C2R.Kernels.Physics.Fluid.Presenting;

/// <summary>How full the tank is at each node, 0 to about 1, two nodes beyond its walls: places of a frame, spread by quadratic splines. What beyond the walls mirrors the inside isn't counted, so the surface closes there.</summary>
internal sealed class DensityGrid
{
    private const int Margin = 2;

    private readonly float[] _values;

    /// <summary>Spreads a frame.</summary>
    public DensityGrid(FluidFrame frame, FluidDocument document)
    {
        var shape = document.Shape;
        (Width, Height, Depth) = (shape.CellsX + 1 + (2 * Margin), shape.CellsY + 1 + (2 * Margin), shape.CellsZ + 1 + (2 * Margin));
        _values = new float[Width * Height * Depth];
        Cell = (float)document.Cell;
        var share = 1f / (document.ParticlesPerAxis * document.ParticlesPerAxis * document.ParticlesPerAxis);
        for (var i = 0; i < frame.Places.Length; i += 3)
        {
            Add(Margin + (frame.Places[i] * (shape.CellsX / 65535f)), Margin + (frame.Places[i + 1] * (shape.CellsY / 65535f)), Margin + (frame.Places[i + 2] * (shape.CellsZ / 65535f)), share);
        }
    }

    /// <summary>Nodes along x.</summary>
    public int Width { get; }

    /// <summary>Nodes along y.</summary>
    public int Height { get; }

    /// <summary>Nodes along z.</summary>
    public int Depth { get; }

    /// <summary>Metres of a cell.</summary>
    public float Cell { get; }

    /// <summary>The value of a node; 0 beyond the grid.</summary>
    public float this[int x, int y, int z] => (uint)x < (uint)Width && (uint)y < (uint)Height && (uint)z < (uint)Depth ? _values[(((z * Height) + y) * Width) + x] : 0;

    /// <summary>A coordinate in metres, the tank's least corner at 0.</summary>
    public float Metres(float node) => (node - Margin) * Cell;

    private void Add(float x, float y, float z, float share)
    {
        Span<float> weights = stackalloc float[9];
        var (baseX, baseY, baseZ) = (Weigh(x, weights), Weigh(y, weights[3..]), Weigh(z, weights[6..]));
        for (var k = 0; k < 3; k++)
        {
            for (var j = 0; j < 3; j++)
            {
                var row = (((baseZ + k) * Height) + baseY + j) * Width;
                for (var i = 0; i < 3; i++) _values[row + baseX + i] += share * weights[i] * weights[3 + j] * weights[6 + k];
            }
        }
    }

    private static int Weigh(float at, Span<float> weights)
    {
        var middle = (int)(at + 0.5f);
        var g = at - middle;
        weights[0] = 0.5f * (0.5f - g) * (0.5f - g);
        weights[1] = 0.75f - (g * g);
        weights[2] = 0.5f * (0.5f + g) * (0.5f + g);
        return middle - 1;
    }
}
