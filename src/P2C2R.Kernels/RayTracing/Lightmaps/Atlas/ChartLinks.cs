using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>Which triangles are neighbours in an atlas: they share an edge in the world and lie beside one another at it in the atlas. What hangs together is a chart.</summary>
internal sealed class ChartLinks
{
    private readonly int[][] _neighbours;
    private readonly int[][] _charts;

    /// <summary>Finds them.</summary>
    public ChartLinks(Scene scene, LightmapAtlas atlas, CancellationToken cancellation)
    {
        var ofMeshes = new Dictionary<int, int[]>();
        (_neighbours, _charts) = (new int[atlas.InstanceCount][], new int[atlas.InstanceCount][]);
        var charts = 0;
        for (var i = 0; i < atlas.InstanceCount; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var mesh = scene.Instances[i].Mesh;
            if (!ofMeshes.TryGetValue(mesh, out var around)) ofMeshes[mesh] = around = EdgeNeighbours.Of(scene.Meshes[mesh]);
            _neighbours[i] = Linked(atlas, i, around);
            _charts[i] = NumberCharts(_neighbours[i], ref charts);
        }
    }

    /// <summary>The triangle across an edge, which goes from the corner of its number to the next one; -1 at the border of the chart.</summary>
    public int Across(int instance, int triangle, int edge) => _neighbours[instance][(3 * triangle) + edge];

    /// <summary>The number of a triangle's chart, among all instances'.</summary>
    public int ChartOf(int instance, int triangle) => _charts[instance][triangle];

    private static int[] Linked(LightmapAtlas atlas, int instance, int[] around)
    {
        var linked = (int[])around.Clone();
        for (var i = 0; i < linked.Length; i++)
        {
            if (linked[i] >= 0 && !LieTogether(atlas, instance, i / 3, i % 3, around)) linked[i] = -1;
        }

        return linked;
    }

    /// <summary>Whether two triangles have their edge at the same place and wind the same way, so that they lie on different sides of it.</summary>
    private static bool LieTogether(LightmapAtlas atlas, int instance, int triangle, int edge, int[] around)
    {
        var other = around[(3 * triangle) + edge];
        var (from, to) = (atlas.Place(instance, triangle, edge), atlas.Place(instance, triangle, (edge + 1) % 3));
        for (var i = 0; i < 3; i++)
        {
            if (around[(3 * other) + i] != triangle) continue;
            if (atlas.Place(instance, other, i) == to && atlas.Place(instance, other, (i + 1) % 3) == from) return IsTurned(atlas, instance, triangle) == IsTurned(atlas, instance, other);
        }

        return false;
    }

    private static bool IsTurned(LightmapAtlas atlas, int instance, int triangle)
    {
        var (a, b, c) = (atlas.Place(instance, triangle, 0), atlas.Place(instance, triangle, 1), atlas.Place(instance, triangle, 2));
        return ((long)(b.X - a.X) * (c.Y - a.Y)) - ((long)(b.Y - a.Y) * (c.X - a.X)) < 0;
    }

    private static int[] NumberCharts(int[] linked, ref int charts)
    {
        var numbers = new int[linked.Length / 3];
        Array.Fill(numbers, -1);
        var left = new Stack<int>();
        for (var seed = 0; seed < numbers.Length; seed++)
        {
            if (numbers[seed] >= 0) continue;
            numbers[seed] = charts;
            left.Push(seed);
            while (left.TryPop(out var triangle))
            {
                for (var edge = 0; edge < 3; edge++)
                {
                    var next = linked[(3 * triangle) + edge];
                    if (next < 0 || numbers[next] >= 0) continue;
                    numbers[next] = charts;
                    left.Push(next);
                }
            }

            charts++;
        }

        return numbers;
    }
}
