using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Fracturing;
using P2C2R.Kernels.Physics.Destruction.Solids;

namespace P2C2R.Tests.Kernels.Physics.Destruction;

/// <summary>Pieces are closed, and together they are the whole.</summary>
public sealed class FracturerTests
{
    // Relative: places are right to 1e-15 of the grid, and dust below 1e-10 of the solid is left out, of which there is next to none.
    private const double Tolerance = 1e-9;

    public static TheoryData<string, int, string> Cases => new()
    {
        { "box", 1, "" }, { "box", 200, "" }, { "box", 12, "5,3" },
        { "torus", 60, "" }, { "torus", 8, "6" },
        { "channel", 3, "" }, { "channel", 90, "" }, { "channel", 6, "8" },
        { "shell", 40, "" }, { "bubbles", 3, "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Pieces_are_closed_and_sum_to_the_whole(string shape, int sites, string levels)
    {
        var (solid, place) = SolidShapes.Snap(Shape(shape));
        Assert.Null(SolidBuilder.Find(solid, place));
        var pieces = Break(solid, place, new(7, sites, [], [.. levels.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)]));
        Assert.True(pieces.Count >= sites, $"{pieces.Count} pieces of {sites} sites");
        foreach (var piece in pieces) AssertClosed(piece);
        var whole = (double)solid.SixVolumes() / 6 * Math.Pow(place.Step, 3);
        Assert.Equal(1, pieces.Sum(static p => p.Volume) / whole, Tolerance);
    }

    [Fact]
    public void Impacts_make_small_pieces_near_them()
    {
        var (solid, place) = SolidShapes.Snap(SolidShapes.Box(new(0, 0, 0), new(4, 3, 0.3)));
        var impact = new Double3(1, 1, 0.15);
        var pieces = Break(solid, place, new(1, 20, [new(impact, 1, 100)], []));
        var near = pieces.Where(p => (p.Center - impact).Length < 0.5).ToList();
        var far = pieces.Where(p => (p.Center - impact).Length > 1.2).ToList();
        Assert.True(near.Count > 40 && near.Average(static p => p.Volume) < far.Average(static p => p.Volume) / 10);
    }

    [Fact]
    public void Threads_change_nothing()
    {
        var (solid, place) = SolidShapes.Snap(SolidShapes.Torus(2, 0.6, 24, 12));
        var settings = new SiteSettings(3, 25, [], [4]);
        var (one, many) = (Break(solid, place, settings), Break(solid, place, settings, 7));
        Assert.Equal(one.SelectMany(static p => p.Places), many.SelectMany(static p => p.Places));
        Assert.Equal(one.SelectMany(static p => p.Triangles), many.SelectMany(static p => p.Triangles));
    }

    [Fact]
    public void What_is_no_solid_is_told()
    {
        var box = SolidShapes.Box(new(0, 0, 0), new(1, 1, 1));
        Told("has a triangle on one side only; fill its holes", (box.Positions, box.Indices[3..]));
        Told("more than two", SolidShapes.Joined(box, SolidShapes.Box(new(0, 0, 0), new(1, 1, 1))));
        Told("crosses itself", SolidShapes.Joined(box, SolidShapes.Box(new(0.5, 0.4, 0.3), new(1.5, 0.6, 0.7))));
        List<int> flat = [0, 1, 2, 0, 2, 1];
        Told("no volume", ([new(0, 0, 0), new(1, 0, 0), new(0, 1, 0)], flat));
    }

    /// <summary>The first box' top is 0 to 1 at a height of 1; what lies on it has a part of that plane in common, without any edge going through it.</summary>
    [Theory]
    [InlineData(0.25, 1, 0.25, 0.75, 2, 0.75, true)]
    [InlineData(0.5, 0, 0.5, 1.5, 1, 1.5, false)]
    [InlineData(0, 1, 0, 0.5, 2, 1, false)]
    public void Boxes_that_lie_on_one_another_are_told(double x, double y, double z, double x2, double y2, double z2, bool touchesOnly)
    {
        var both = SolidShapes.Joined(SolidShapes.Box(new(0, 0, 0), new(1, 1, 1)), SolidShapes.Box(new(x, y, z), new(x2, y2, z2)));
        if (touchesOnly) Told("lies over itself", both);
        else Assert.NotNull(SolidBuilder.Find(SolidShapes.Snap(both).Solid, SolidShapes.Snap(both).Place));
    }

    [Fact]
    public void A_crack_and_a_corner_on_an_edge_are_told_with_their_places()
    {
        // The last corner of the first triangle is a copy of its own, less than a millimetre away.
        var box = SolidShapes.Box(new(0, 0, 0), new(1, 1, 1));
        var (corner, cracked) = (box.Indices[2], box.Indices.ToList());
        cracked[2] = box.Positions.Count;
        Told("m beside it (a crack)", ([.. box.Positions, box.Positions[corner] + new Double3(0.0004, 0.0003, -0.0004)], cracked));

        // The first triangle is two, with a corner in the middle of its first side; its neighbour there is still one.
        var (a, b, c) = (box.Indices[0], box.Indices[1], box.Indices[2]);
        List<int> split = [a, 8, c, 8, b, c, .. box.Indices[3..]];
        var middle = (box.Positions[a] + box.Positions[b]) * 0.5;
        Told(FormattableString.Invariant($"the corner ({middle.X:0.####}, {middle.Y:0.####}, {middle.Z:0.####}) lies on"), ([.. box.Positions, middle], split));
    }

    private static void Told(string message, (List<Double3>, List<int>) mesh)
    {
        var (solid, place) = SolidShapes.Snap(mesh);
        Assert.Contains(message, SolidBuilder.Find(solid, place), StringComparison.Ordinal);
    }

    private static List<Piece> Break(Solid solid, GridPlace place, SiteSettings settings, int threads = 1) =>
        new Fracturer(solid, place, 0).Run(settings, threads, static _ => { }, TestContext.Current.CancellationToken);

    private static (List<Double3>, List<int>) Shape(string name) => name switch
    {
        "box" => SolidShapes.Box(new(-1, 0, 2), new(3, 1, 4)),
        "torus" => SolidShapes.Torus(2, 0.6, 24, 12),
        "channel" => SolidShapes.Channel(),
        "shell" => SolidShapes.Joined(SolidShapes.Box(new(0, 0, 0), new(3, 3, 3)), SolidShapes.Box(new(0.5, 0.5, 0.5), new(2.5, 2.5, 2.5), true)),
        _ => SolidShapes.Joined(SolidShapes.Box(new(0, 0, 0), new(9, 3, 3)), SolidShapes.Joined(SolidShapes.Box(new(1, 1, 1), new(1.1, 1.1, 1.1), true), SolidShapes.Box(new(7, 1, 1), new(7.1, 1.1, 1.1), true))),
    };

    private static void AssertClosed(Piece piece)
    {
        var sides = new HashSet<(int, int)>();
        for (var i = 0; i < piece.Triangles.Length; i++)
        {
            Assert.True(sides.Add((piece.Triangles[i], piece.Triangles[i % 3 == 2 ? i - 2 : i + 1])), "an edge is used twice in one direction");
        }

        Assert.All(sides, s => Assert.Contains((s.Item2, s.Item1), sides));
    }
}
