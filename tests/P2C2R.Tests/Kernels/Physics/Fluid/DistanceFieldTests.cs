using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Fluid;
using P2C2R.Kernels.Physics.Fluid.Solids;
using P2C2R.Kernels.Physics.Fluid.Solving;

namespace P2C2R.Tests.Kernels.Physics.Fluid;

public sealed class DistanceFieldTests
{
    /// <summary>
    /// A ball of 8,192 triangles and 6 cells: its faces lie up to 0.005 cells inside the ball, and interpolation between points half a cell apart adds up to 1 / 8 of the square of the
    /// spacing over the radius along each of three axes, 0.016.
    /// </summary>
    [Fact]
    public void A_balls_distances_are_those_of_the_ball()
    {
        var field = DistanceFieldMaker.Make(Balls.Make(new Float3(10, 11, 12), 6, 5), null)!;
        for (var i = 0; i < 4000; i++)
        {
            var place = new Float3(2.5f + (15 * Share(i, 0.618034f)), 3.5f + (15 * Share(i, 0.754878f)), 4.5f + (15 * Share(i, 0.569840f)));
            var away = place - new Float3(10, 11, 12);
            if (Math.Abs(away.Length - 6) > 2.8f) continue;
            Assert.Equal(away.Length - 6, field.At(place, out var normal), 0.025f);
            Assert.InRange((normal - away.Normalized()).Length, 0, 0.15f);
        }
    }

    /// <summary>50,000 triangles beside a line through each of them, as it was before: the same crossings.</summary>
    [Fact]
    public void Crossings_by_bins_are_those_of_all_triangles()
    {
        var mesh = Balls.Make(new Float3(0.3f, -0.2f, 0.1f), 5, 4);
        var crossings = new MeshCrossings(mesh);
        for (var i = 0; i < 2000; i++)
        {
            var (y, z) = (11.0 * Share(i, 0.754878f) - 5.5, 11.0 * Share(i, 0.569840f) - 5.5);

            // Every fourth line through a vertex.
            if (i % 4 == 0) (y, z) = (mesh.Positions[(3 * (i % mesh.VertexCount)) + 1], mesh.Positions[(3 * (i % mesh.VertexCount)) + 2]);
            var square = 25 - ((y + 0.2) * (y + 0.2)) - ((z - 0.1) * (z - 0.1));
            var found = crossings.Find(y, z);
            Assert.Equal(0, found.Length % 2);
            if (square < 0.5) continue;
            Assert.Equal(2, found.Length);
            Assert.Equal(0.3 - Math.Sqrt(square), found[0], 0.1);
            Assert.Equal(0.3 + Math.Sqrt(square), found[1], 0.1);
        }
    }

    /// <summary>A box that stands on the floor, as a mesh: below it is no surface, so what is near the floor is as deep inside as its sides are far.</summary>
    [Fact]
    public void What_stands_on_a_wall_goes_on_behind_it()
    {
        var (low, high) = (new Float3(8, 1, 8), new Float3(14, 7, 14));
        var positions = new List<float>();
        for (var c = 0; c < 8; c++) positions.AddRange([(c & 1) == 0 ? low.X : high.X, (c & 2) == 0 ? low.Y : high.Y, (c & 4) == 0 ? low.Z : high.Z]);
        int[] indices = [0, 4, 6, 0, 6, 2, 1, 3, 7, 1, 7, 5, 0, 1, 5, 0, 5, 4, 2, 6, 7, 2, 7, 3, 0, 2, 3, 0, 3, 1, 4, 5, 7, 4, 7, 6];
        var mesh = new TriangleMesh([.. positions], indices);
        Assert.Null(ClosedMesh.FindOpen(mesh));
        Assert.NotNull(ClosedMesh.FindOpen(mesh with { Indices = indices[3..] }));
        var field = DistanceFieldMaker.Make(mesh, (Float3.One * FluidShape.Wall, new Float3(21, 21, 21)))!;
        Assert.Equal(-1, field.At(new Float3(9, 1, 11), out var normal), 1e-3f);
        Assert.Equal(new Float3(-1, 0, 0), normal);
        Assert.Equal(1, field.At(new Float3(7, 1.2f, 11), out _), 1e-3f);
        Assert.Equal(-1, field.At(new Float3(11, 6, 11), out _), 1e-3f);
    }

    private static float Share(int i, float step) => (i * step) - MathF.Floor(i * step);
}
