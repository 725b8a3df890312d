using P2C2R.Kernels.Execution;

namespace P2C2R.Kernels.NavigationMesh;

/// <summary>
/// Joins tiles into one mesh. Two tiles see the same cells along their seam, so a stretch that can be crossed starts and ends
/// at the same corners in both; only where regions meet in between may differ, and such corners are put into the other tile's
/// polygons. Afterwards every side of a polygon is the whole side of its neighbour.
/// </summary>
internal sealed class MeshJoiner(CancellationToken cancellation)
{
    private readonly List<Corner> _corners = [];
    private readonly Dictionary<Corner, int> _numbers = [];
    private readonly List<int[]> _polygons = [];
    private readonly List<bool> _isAtSeam = [];
    private readonly Dictionary<(int From, int To), List<int>> _between = [];

    /// <summary>Joins.</summary>
    /// <param name="settings">How the tiles were built.</param>
    /// <param name="tiles">All tiles with polygons, in a fixed order.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    public static PolygonMesh Join(NavigationSettings settings, IReadOnlyList<TileMesh> tiles, CancellationToken cancellation)
    {
        var joiner = new MeshJoiner(cancellation);
        joiner.MatchSeams(tiles);
        foreach (var tile in tiles) joiner.AddPolygons(tile);
        var mesh = PolygonMesh.Of(settings, [.. joiner._corners], joiner._polygons, cancellation);
        return joiner.WithoutIslands(mesh, settings);
    }

    private int Number(Corner corner)
    {
        if (_numbers.TryGetValue(corner, out var number)) return number;
        _numbers.Add(corner, _corners.Count);
        _corners.Add(corner);
        return _corners.Count - 1;
    }

    private void MatchSeams(IReadOnlyList<TileMesh> tiles)
    {
        var open = new Dictionary<(bool AlongX, Corner First, Corner Last), List<Corner>>();
        foreach (var tile in tiles)
        {
            foreach (var (side, run) in Runs(tile.Seams))
            {
                cancellation.ThrowIfCancellationRequested();

                // Sides 0 and 1 are walked towards greater coordinates, 2 and 3 back.
                var isBack = side >= 2;
                if (isBack) run.Reverse();
                var key = ((side & 1) == 1, run[0], run[^1]);
                if (!open.Remove(key, out var other)) open.Add(key, run);
                else Match(run, other, isBack);
            }

            foreach (var seam in tile.Seams) _between.TryAdd((Number(seam.Start), Number(seam.End)), []);
        }
    }

    /// <summary>Stretches that follow one another without a wall between them, as the corners where regions change.</summary>
    private static IEnumerable<(int Side, List<Corner> Run)> Runs(List<Seam> seams)
    {
        var startingAt = new Dictionary<(int Side, Corner Start), Seam>();
        var isContinued = new HashSet<(int Side, Corner Start)>();
        foreach (var seam in seams)
        {
            startingAt.TryAdd((seam.Side, seam.Start), seam);
            if (seam.GoesOn) isContinued.Add((seam.Side, seam.End));
        }

        foreach (var first in seams)
        {
            if (isContinued.Contains((first.Side, first.Start))) continue;
            List<Corner> run = [first.Start, first.End];
            for (var seam = first; seam.GoesOn && startingAt.TryGetValue((seam.Side, seam.End), out seam) && run.Count <= seams.Count;) run.Add(seam.End);
            yield return (first.Side, run);
        }
    }

    private void Match(List<Corner> run, List<Corner> other, bool isBack)
    {
        List<Corner> all = [.. run.Concat(other).Distinct()];
        all.Sort();
        Insert(run, all, isBack);
        Insert(other, all, !isBack);
    }

    private void Insert(List<Corner> run, List<Corner> all, bool isBack)
    {
        for (var i = 1; i < run.Count; i++)
        {
            var between = all.Where(c => c.CompareTo(run[i - 1]) > 0 && c.CompareTo(run[i]) < 0).Select(Number).ToList();
            if (isBack) between.Reverse();
            _between[isBack ? (Number(run[i]), Number(run[i - 1])) : (Number(run[i - 1]), Number(run[i]))] = between;
        }
    }

    private void AddPolygons(TileMesh tile)
    {
        foreach (var polygon in tile.Polygons)
        {
            cancellation.ThrowIfCancellationRequested();
            var corners = new List<int>();
            var isAtSeam = false;
            for (var i = 0; i < polygon.Count; i++)
            {
                var (from, to) = (Number(tile.Corners[polygon[i]]), Number(tile.Corners[polygon[(i + 1) % polygon.Count]]));
                corners.Add(from);
                if (!_between.TryGetValue((from, to), out var between)) continue;
                corners.AddRange(between);
                isAtSeam = true;
            }

            _polygons.Add([.. corners]);
            _isAtSeam.Add(isAtSeam);
        }
    }

    /// <summary>Leaves small places out that lie across seams, as tiles leave out those inside them.</summary>
    private PolygonMesh WithoutIslands(PolygonMesh mesh, NavigationSettings settings)
    {
        var areas = new long[mesh.ComponentCount];
        var isAtSeam = new bool[mesh.ComponentCount];
        for (var polygon = 0; polygon < mesh.PolygonCount; polygon++)
        {
            cancellation.LookNowAndThen(polygon);
            areas[mesh.ComponentOf[polygon]] += mesh.DoubleAreaOf(polygon);
            isAtSeam[mesh.ComponentOf[polygon]] |= _isAtSeam[polygon];
        }

        bool Stays(int polygon) => !isAtSeam[mesh.ComponentOf[polygon]] || areas[mesh.ComponentOf[polygon]] >= 2L * settings.MinRegionArea;
        var staying = _polygons.Where((_, polygon) => Stays(polygon)).ToList();
        return staying.Count == _polygons.Count ? mesh : PolygonMesh.Of(settings, mesh.Corners, staying, cancellation).WithoutUnusedCorners(cancellation);
    }
}
