using P2C2R.Kernels.Physics.Fluid.Presenting;

namespace P2C2R.Tests.Kernels.Physics.Fluid;

public sealed class MarchingCubesTests
{
    /// <summary>Every edge of a triangle is another triangle's in the other direction, in all 256 cases beside all of their neighbours that chance brings.</summary>
    [Fact]
    public void Surfaces_are_closed_and_face_outwards()
    {
        const int Side = 20;
        var inside = new bool[Side, Side, Side];
        var state = 12345u;
        var filled = 0;
        for (var i = 0; i < (Side - 2) * (Side - 2) * (Side - 2); i++)
        {
            state = (state * 1664525) + 1013904223;
            if (state >> 31 == 0) continue;
            inside[1 + (i % (Side - 2)), 1 + (i / (Side - 2) % (Side - 2)), 1 + (i / (Side - 2) / (Side - 2))] = true;
            filled++;
        }

        var edges = new Dictionary<((int, int, int), (int, int, int)), int>();
        var (volume, cases) = (0.0, new HashSet<int>());
        for (var c = 0; c < (Side - 1) * (Side - 1) * (Side - 1); c++)
        {
            var (x, y, z) = (c % (Side - 1), c / (Side - 1) % (Side - 1), c / (Side - 1) / (Side - 1));
            var which = Enumerable.Range(0, 8).Sum(i => inside[x + (i & 1), y + (i >> 1 & 1), z + (i >> 2)] ? 1 << i : 0);
            cases.Add(which);
            var corners = MarchingCubes.Triangles(which).ToArray().Select(e => Middle(x, y, z, e)).ToList();
            for (var i = 0; i < corners.Count; i += 3)
            {
                for (var k = 0; k < 3; k++) edges[(corners[i + k], corners[i + ((k + 1) % 3)])] = edges.GetValueOrDefault((corners[i + k], corners[i + ((k + 1) % 3)])) + 1;
                volume += Volume(corners[i], corners[i + 1], corners[i + 2]);
            }
        }

        Assert.Equal(256, cases.Count);
        Assert.All(edges, e => Assert.Equal(e.Value, edges.GetValueOrDefault((e.Key.Item2, e.Key.Item1))));
        Assert.InRange(volume, 0.1 * filled, filled);
    }

    /// <summary>The middle of a cube's edge, in half cells.</summary>
    private static (int X, int Y, int Z) Middle(int x, int y, int z, int edge)
    {
        var (a, b) = MarchingCubes.Edges[edge];
        return ((2 * x) + (a & 1) + (b & 1), (2 * y) + (a >> 1 & 1) + (b >> 1 & 1), (2 * z) + (a >> 2) + (b >> 2));
    }

    private static double Volume((int X, int Y, int Z) a, (int X, int Y, int Z) b, (int X, int Y, int Z) c) =>
        ((a.X * ((b.Y * c.Z) - (b.Z * c.Y))) - (a.Y * ((b.X * c.Z) - (b.Z * c.X))) + (a.Z * ((b.X * c.Y) - (b.Y * c.X)))) / 48.0;
}
