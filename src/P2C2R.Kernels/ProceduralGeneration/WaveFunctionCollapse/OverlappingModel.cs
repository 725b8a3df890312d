using P2C2R.Kernels.ProceduralGeneration.Tiles;

namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>
/// The overlapping model: a pattern is an N x N piece of a sample, or of the sample turned and mirrored; its weight is how often
/// it occurs; neighbours agree where they overlap. Patterns are numbered in the order in which they are met, rows from the top.
/// </summary>
internal sealed class OverlappingModel : IWaveModel
{
    private readonly int _side;
    private readonly List<byte[]> _patterns = [];

    /// <summary>Makes the model.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="side">N.</param>
    /// <param name="symmetries">How many of the 8 turned and mirrored forms of a piece count, 1, 2, 4 or 8: itself; mirrored; both turned; ...</param>
    /// <param name="periodic">Whether pieces may reach over the sample's edges.</param>
    public OverlappingModel(ColorGrid sample, int side, int symmetries, bool periodic)
    {
        _side = side;
        var weights = Collect(sample, symmetries, periodic);
        if (_patterns.Count > AdjacencyRules.MaxPatterns) throw new InputException($"the sample has {_patterns.Count} different pieces of {side} x {side}, at most {AdjacencyRules.MaxPatterns} are allowed; make \"pattern\" or \"symmetry\" smaller, or the sample simpler");
        Rules = new AdjacencyRules([.. weights.Select(static w => Math.Min(w, AdjacencyRules.MaxWeight))], Overlaps(1, 0), Overlaps(0, 1));
        var pixels = Math.Clamp(512 / Math.Max(sample.Width, sample.Height), 1, 8);
        Tiles = new TileSet([.. sample.Colors.Select(static c => $"#{c.R:x2}{c.G:x2}{c.B:x2}")], [.. sample.Colors.Select(c => TilePicture.Flat(pixels, c))]);
    }

    /// <inheritdoc/>
    public AdjacencyRules Rules { get; }

    /// <inheritdoc/>
    public TileSet Tiles { get; }

    /// <inheritdoc/>
    public int CellsAlong(int side, bool periodic) => periodic ? side : side - _side + 1;

    /// <inheritdoc/>
    public IEnumerable<(int BackX, int BackY, ulong[] Patterns)> PatternsWith(IReadOnlyList<int> tiles)
    {
        for (var i = 0; i < _side * _side; i++)
        {
            var set = new ulong[Rules.Words];
            for (var p = 0; p < _patterns.Count; p++)
            {
                if (tiles.Contains(_patterns[p][i])) set[p >> 6] |= 1UL << (p & 63);
            }

            yield return (i % _side, i / _side, set);
        }
    }

    /// <inheritdoc/>
    public int TileOf(int pattern, int x, int y) => _patterns[pattern][(y * _side) + x];

    private List<int> Collect(ColorGrid sample, int symmetries, bool periodic)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var weights = new List<int>();
        var margin = periodic ? 0 : _side - 1;
        for (var y = 0; y < sample.Height - margin; y++)
        {
            for (var x = 0; x < sample.Width - margin; x++)
            {
                var piece = Piece((i, j) => sample.Cells[((y + j) % sample.Height * sample.Width) + ((x + i) % sample.Width)]);
                for (var form = 0; form < symmetries; form++)
                {
                    Add(piece, numbers, weights);
                    piece = (form & 1) == 0 ? Mirrored(piece) : Turned(Mirrored(piece));
                }
            }
        }

        return weights;
    }

    private void Add(byte[] piece, Dictionary<string, int> numbers, List<int> weights)
    {
        var name = Convert.ToHexString(piece);
        if (numbers.TryAdd(name, weights.Count))
        {
            _patterns.Add(piece);
            weights.Add(0);
        }

        weights[numbers[name]]++;
    }

    private byte[] Piece(Func<int, int, byte> cell)
    {
        var piece = new byte[_side * _side];
        for (var i = 0; i < piece.Length; i++) piece[i] = cell(i % _side, i / _side);
        return piece;
    }

    private byte[] Mirrored(byte[] piece) => Piece((x, y) => piece[(y * _side) + _side - 1 - x]);

    private byte[] Turned(byte[] piece) => Piece((x, y) => piece[((_side - 1 - x) * _side) + y]);

    /// <summary>For each pattern those that agree with it when shifted, found by what is left of either after the shift.</summary>
    private ulong[] Overlaps(int shiftX, int shiftY)
    {
        var words = AdjacencyRules.WordsFor(_patterns.Count);
        var sets = new ulong[_patterns.Count * words];
        var byStart = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var q = 0; q < _patterns.Count; q++)
        {
            var start = Part(_patterns[q], 0, 0, shiftX, shiftY);
            if (!byStart.TryGetValue(start, out var list)) byStart.Add(start, list = []);
            list.Add(q);
        }

        for (var p = 0; p < _patterns.Count; p++)
        {
            if (!byStart.TryGetValue(Part(_patterns[p], shiftX, shiftY, shiftX, shiftY), out var list)) continue;
            foreach (var q in list) sets[(p * words) + (q >> 6)] |= 1UL << (q & 63);
        }

        return sets;
    }

    private string Part(byte[] piece, int fromX, int fromY, int shiftX, int shiftY)
    {
        var part = new List<byte>();
        for (var y = fromY; y < fromY + _side - shiftY; y++)
        {
            for (var x = fromX; x < fromX + _side - shiftX; x++) part.Add(piece[(y * _side) + x]);
        }

        return Convert.ToHexString([.. part]);
    }
}
