using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Cells;
using P2C2R.Kernels.Physics.Destruction.Fracturing;

namespace P2C2R.Kernels.Physics.Destruction.Solids;

/// <summary>Makes pieces of what a cell left of a solid: triangles, and one piece for each part that hangs together. For one thread.</summary>
/// <param name="place">Where the grid is.</param>
/// <param name="solidNumber">The solid's number.</param>
/// <param name="least">Parts with less volume are dust and are left out, in cubic metres.</param>
internal sealed class PieceBuilder(GridPlace place, int solidNumber, double least)
{
    private readonly FaceTriangulator _triangulator = new();
    private readonly List<int> _triangles = [];
    private readonly List<PieceSide> _sides = [];
    private int[] _roots = [];

    /// <summary>Makes pieces.</summary>
    /// <param name="solid">The whole solid.</param>
    /// <param name="clipped">What is left.</param>
    /// <param name="origin">The cell's site.</param>
    /// <param name="walls">What the tags of the planes are places in.</param>
    /// <param name="cancellation">Ends it.</param>
    public List<Piece> Build(Solid solid, ClippedSolid clipped, GridPoint origin, IReadOnlyList<CellWall> walls, CancellationToken cancellation = default)
    {
        _triangles.Clear();
        _sides.Clear();
        foreach (var face in clipped.Faces)
        {
            var from = _triangles.Count / 3;
            _triangulator.Triangulate(face, Normal(solid, clipped, face), clipped.Places, _triangles, cancellation);
            var to = _triangles.Count / 3;
            if (face.Plane < 0) _sides.Add(new(-1, -1, from, to, face.Triangle));
            else _sides.Add(new(walls[clipped.Planes[face.Plane].Tag].Own, walls[clipped.Planes[face.Plane].Tag].Other, from, to, -1));
        }

        return [.. Parts(clipped).Select(part => Make(clipped, origin, part)).Where(p => p.Volume >= least)];
    }

    private static (double X, double Y, double Z) Normal(Solid solid, ClippedSolid clipped, PieceFace face)
    {
        if (face.Plane >= 0) return (clipped.Planes[face.Plane].X, clipped.Planes[face.Plane].Y, clipped.Planes[face.Plane].Z);
        var plane = TrianglePlane.Of(solid.Corner(face.Triangle, 0), solid.Corner(face.Triangle, 1), solid.Corner(face.Triangle, 2));
        return (plane.X, plane.Y, plane.Z);
    }

    /// <summary>Which triangles hang together; a cavity belongs to the smallest part around it.</summary>
    private List<List<int>> Parts(ClippedSolid clipped)
    {
        _roots = [.. Enumerable.Range(0, clipped.Places.Length)];
        for (var t = 0; t < _triangles.Count; t += 3)
        {
            Unite(_triangles[t], _triangles[t + 1]);
            Unite(_triangles[t], _triangles[t + 2]);
        }

        var parts = new List<(int Root, List<int> Triangles)>();
        for (var t = 0; t < _triangles.Count / 3; t++)
        {
            var root = Root(_triangles[3 * t]);
            var at = parts.FindIndex(p => p.Root == root);
            if (at < 0) parts.Add((root, [t]));
            else parts[at].Triangles.Add(t);
        }

        if (parts.Count == 1) return [parts[0].Triangles];
        var volumes = parts.ConvertAll(p => SixVolumes(clipped, p.Triangles));
        var solids = Enumerable.Range(0, parts.Count).Where(i => volumes[i] >= 0).ToList();
        var whole = solids.ToDictionary(static i => i, i => new List<int>(parts[i].Triangles));
        for (var i = 0; i < parts.Count; i++)
        {
            if (volumes[i] >= 0) continue;
            var around = solids.Where(s => Surrounds(clipped, parts[s].Triangles, parts[i].Triangles)).OrderBy(s => volumes[s]).Cast<int?>().FirstOrDefault();
            if (around is { } s) whole[s].AddRange(parts[i].Triangles);
        }

        return solids.ConvertAll(i => whole[i].Order().ToList());
    }

    private int Root(int vertex)
    {
        while (_roots[vertex] != vertex) vertex = _roots[vertex] = _roots[_roots[vertex]];
        return vertex;
    }

    private void Unite(int a, int b)
    {
        var (rootA, rootB) = (Root(a), Root(b));
        _roots[Math.Max(rootA, rootB)] = Math.Min(rootA, rootB);
    }

    private static Double3 At(ClippedSolid clipped, int vertex) => new(clipped.Places[vertex].X, clipped.Places[vertex].Y, clipped.Places[vertex].Z);

    private double SixVolumes(ClippedSolid clipped, List<int> triangles) => triangles.Sum(t =>
        Double3.Dot(At(clipped, _triangles[3 * t]), Double3.Cross(At(clipped, _triangles[(3 * t) + 1]), At(clipped, _triangles[(3 * t) + 2]))));

    private bool Surrounds(ClippedSolid clipped, List<int> outer, List<int> inner)
    {
        var (outerLow, outerHigh) = Bounds(clipped, outer);
        var (innerLow, innerHigh) = Bounds(clipped, inner);
        return outerLow.X <= innerLow.X && outerLow.Y <= innerLow.Y && outerLow.Z <= innerLow.Z && outerHigh.X >= innerHigh.X && outerHigh.Y >= innerHigh.Y && outerHigh.Z >= innerHigh.Z;
    }

    private (Double3 Low, Double3 High) Bounds(ClippedSolid clipped, List<int> triangles)
    {
        var (low, high) = (At(clipped, _triangles[3 * triangles[0]]), At(clipped, _triangles[3 * triangles[0]]));
        foreach (var t in triangles)
        {
            for (var i = 0; i < 3; i++)
            {
                var p = At(clipped, _triangles[(3 * t) + i]);
                low = new(Math.Min(low.X, p.X), Math.Min(low.Y, p.Y), Math.Min(low.Z, p.Z));
                high = new(Math.Max(high.X, p.X), Math.Max(high.Y, p.Y), Math.Max(high.Z, p.Z));
            }
        }

        return (low, high);
    }

    private Piece Make(ClippedSolid clipped, GridPoint origin, List<int> part)
    {
        var numbers = new Dictionary<int, int>();
        var (places, triangles, sides) = (new List<Double3>(), new List<int>(), new List<PieceSide>());
        var inPart = part.ToHashSet();
        foreach (var side in _sides)
        {
            var from = triangles.Count / 3;
            for (var t = side.From; t < side.To; t++)
            {
                if (!inPart.Contains(t)) continue;
                for (var i = 0; i < 3; i++)
                {
                    var vertex = _triangles[(3 * t) + i];
                    if (numbers.TryAdd(vertex, places.Count)) places.Add(place.ToWorld(At(clipped, vertex) + new Double3(origin.X, origin.Y, origin.Z)));
                    triangles.Add(numbers[vertex]);
                }
            }

            if (triangles.Count / 3 > from) sides.Add(side with { From = from, To = triangles.Count / 3 });
        }

        var (volume, center) = Mass(places, triangles);
        return new Piece { Solid = solidNumber, Places = [.. places], Triangles = [.. triangles], Sides = [.. sides], Volume = volume, Center = center };
    }

    /// <summary>Tetrahedra from the first vertex to each triangle.</summary>
    private static (double Volume, Double3 Center) Mass(List<Double3> places, List<int> triangles)
    {
        var (six, first) = (0.0, default(Double3));
        for (var t = 0; t < triangles.Count; t += 3)
        {
            var (a, b, c) = (places[triangles[t]] - places[0], places[triangles[t + 1]] - places[0], places[triangles[t + 2]] - places[0]);
            var volume = Double3.Dot(a, Double3.Cross(b, c));
            six += volume;
            first += (a + b + c) * volume;
        }

        return (six / 6, six > 0 ? places[0] + (first * (1 / (4 * six))) : places[0]);
    }
}
