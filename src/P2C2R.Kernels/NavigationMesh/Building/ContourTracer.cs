using P2C2R.Kernels.Execution;

namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>Walks around regions along the edges of their cells, and cuts the way into chains wherever what lies beyond changes.</summary>
internal sealed class ContourTracer
{
    private readonly CompactField _field;
    private readonly int[] _regions;
    private readonly Chain?[] _chainOf;
    private readonly bool[] _isWalked;
    private readonly List<Step> _steps = [];
    private readonly List<Seam> _seams = [];
    private readonly CancellationToken _cancellation;

    private ContourTracer(CompactField field, int[] regions, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _field = field;
        _regions = regions;
        _chainOf = new Chain?[field.Count * 4];
        _isWalked = new bool[field.Count * 4];
    }

    /// <summary>The outlines of all regions, and the stretches where they meet other tiles.</summary>
    public static (List<Outline> Outlines, List<Seam> Seams) Trace(CompactField field, int[] regions, CancellationToken cancellation)
    {
        var tracer = new ContourTracer(field, regions, cancellation);
        var outlines = new List<Outline>();
        for (var place = 0; place < field.Count; place++)
        {
            cancellation.LookNowAndThen(place);
            if (regions[place] == 0) continue;
            for (var direction = 0; direction < 4; direction++)
            {
                if (tracer._isWalked[(place * 4) + direction] || !tracer.IsBorder(place, direction)) continue;
                tracer.Walk(place, direction);
                outlines.Add(tracer.CutIntoChains(regions[place]));
            }
        }

        return (outlines, tracer._seams);
    }

    private bool IsBorder(int place, int direction)
    {
        var beside = _field.Neighbours[(place * 4) + direction];
        return beside < 0 || _regions[beside] != _regions[place];
    }

    /// <summary>What lies beyond a border edge; see <see cref="Chain.Beyond"/>.</summary>
    private int Beyond(int place, int direction)
    {
        var beside = _field.Neighbours[(place * 4) + direction];
        if (beside < 0 || !_field.IsWalkable[beside]) return 0;
        return _regions[beside] > 0 ? _regions[beside] : -1 - direction;
    }

    /// <summary>Goes round once: along the edge of a cell, then round its corner or on along the next cell.</summary>
    private void Walk(int place, int direction)
    {
        _steps.Clear();
        while (!_isWalked[(place * 4) + direction])
        {
            _cancellation.LookNowAndThen(_steps.Count);
            _isWalked[(place * 4) + direction] = true;
            var (nextPlace, nextDirection) = Advance(place, direction);
            var beyond = Beyond(place, direction);
            var changes = beyond == 0 ? -1 : ChangesAround(place, direction);
            var goesOn = beyond == Beyond(nextPlace, nextDirection) && (beyond == 0 || changes == 2);
            _steps.Add(new Step(place, direction, beyond, CornerAfter(place, direction), goesOn, changes >= 0));
            (place, direction) = (nextPlace, nextDirection);
        }
    }

    private (int Place, int Direction) Advance(int place, int direction)
    {
        direction = Direction.Next(direction);
        while (!IsBorder(place, direction))
        {
            place = _field.Neighbours[(place * 4) + direction];
            direction = Direction.Previous(direction);
        }

        return (place, direction);
    }

    /// <summary>
    /// How often the region changes going round the four places at the end of an edge; -1 where they don't all lead to one
    /// another. Whoever walks on the edge's other side counts the same. At two the corner belongs to this border alone.
    /// </summary>
    private int ChangesAround(int place, int direction)
    {
        var next = Direction.Next(direction);
        var beside = _field.Neighbours[(place * 4) + direction];
        var behind = _field.Neighbours[(place * 4) + next];
        if (beside < 0 || behind < 0) return -1;
        var across = _field.Neighbours[(beside * 4) + next];
        if (across < 0 || _field.Neighbours[(behind * 4) + direction] != across) return -1;
        if (!_field.IsWalkable[beside] || !_field.IsWalkable[behind] || !_field.IsWalkable[across]) return -1;
        return Changes(place, beside) + Changes(beside, across) + Changes(across, behind) + Changes(behind, place);
    }

    private int Changes(int place, int other) => _regions[place] == _regions[other] ? 0 : 1;

    /// <summary>The corner at the end of an edge, as high as the highest floor that can be reached around it.</summary>
    private Corner CornerAfter(int place, int direction)
    {
        var height = _field.Floor[place];
        foreach (var turn in (ReadOnlySpan<int>)[1, 3])
        {
            // Counter-clockwise from one side, clockwise from the other, as far as there are neighbours.
            var at = place;
            var step = turn == 1 ? direction : Direction.Next(direction);
            for (var i = 0; i < 3; i++)
            {
                at = _field.Neighbours[(at * 4) + step];
                if (at < 0) break;
                height = Math.Max(height, _field.Floor[at]);
                step = (step + turn) & 3;
            }
        }

        var (z, x) = Math.DivRem(_field.Column[place], _field.Width);
        return new Corner(_field.Left + x + (direction is 1 or 2 ? 1 : 0), height, _field.Near + z + (direction is 0 or 1 ? 1 : 0));
    }

    private Outline CutIntoChains(int region)
    {
        var sides = new List<(Chain Chain, bool IsReversed)>();
        var first = 0;
        while (first < _steps.Count && _steps[first].GoesOn) first++;
        if (first == _steps.Count)
        {
            sides.Add(TakeChain(0, _steps.Count, isClosed: true));
            return new Outline(region, sides);
        }

        // The step after a stop starts a chain; from there once around.
        for (var i = first + 1; i <= first + _steps.Count;)
        {
            var count = 1;
            while (_steps[(i + count - 1) % _steps.Count].GoesOn) count++;
            sides.Add(TakeChain(i, count, isClosed: false));
            i += count;
        }

        return new Outline(region, sides);
    }

    private (Chain Chain, bool IsReversed) TakeChain(int start, int count, bool isClosed)
    {
        var last = _steps[(start + count - 1) % _steps.Count];
        if (last.Beyond > 0)
        {
            var beside = _field.Neighbours[(last.Place * 4) + last.Direction];
            if (_chainOf[(beside * 4) + Direction.Opposite(last.Direction)] is { } known) return (known, true);
        }

        var corners = new Corner[count + 1];
        corners[0] = _steps[(start + _steps.Count - 1) % _steps.Count].End;
        for (var i = 0; i < count; i++) corners[i + 1] = _steps[(start + i) % _steps.Count].End;
        var chain = new Chain(last.Beyond, corners, isClosed);
        for (var i = 0; i < count; i++)
        {
            var step = _steps[(start + i) % _steps.Count];
            _chainOf[(step.Place * 4) + step.Direction] = chain;
        }

        if (last.Beyond < 0) _seams.Add(new Seam(last.Direction, corners[0], corners[^1], last.IsWhole));
        return (chain, false);
    }

    /// <summary>One edge of the way.</summary>
    /// <param name="Place">The place whose edge it is.</param>
    /// <param name="Direction">On which side.</param>
    /// <param name="Beyond">What lies beyond.</param>
    /// <param name="End">The corner where it ends.</param>
    /// <param name="GoesOn">Whether the chain goes on there.</param>
    /// <param name="IsWhole">Whether the four places around that corner all lead to one another.</param>
    private readonly record struct Step(int Place, int Direction, int Beyond, Corner End, bool GoesOn, bool IsWhole);
}
