using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;

namespace P2C2R.Tests.Kernels.RayTracing.Hierarchy;

/// <summary>Scenes that are made here, each with something that hierarchies get wrong.</summary>
internal static class HierarchyScenes
{
    public static IReadOnlyList<string> Names { get; } = ["soup", "sphere", "grid", "needles", "far", "instances", "pile"];

    public static TestScene Make(string name) => name switch
    {
        "soup" => TestScene.Of(Soup(1500, 10, 1)),
        "sphere" => TestScene.Of(Sphere(24, 40)),
        "grid" => TestScene.Of(Grid(30)),
        "needles" => TestScene.Of(Needles(600)),
        "far" => TestScene.Of(Moved(Soup(600, 5, 2), new(123456, -98765, 54321))),
        "instances" => Instances(),
        "pile" => TestScene.Of(Pile(300)),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    /// <summary>Triangles of many sizes, anywhere.</summary>
    public static TriangleMesh Soup(int count, float size, int seed)
    {
        var random = new Random(seed);
        var positions = new float[9 * count];
        for (var i = 0; i < count; i++)
        {
            var place = Point(random, size);
            var share = (float)random.NextDouble();
            var scale = share * share * share * size * 0.5f;
            for (var corner = 0; corner < 3; corner++) Store(positions, (3 * i) + corner, place + Point(random, scale));
        }

        return new TriangleMesh(positions, [.. Enumerable.Range(0, 3 * count)]);
    }

    /// <summary>A closed surface: from inside every ray hits it.</summary>
    public static TriangleMesh Sphere(int rings, int sectors)
    {
        var (positions, indices) = (new List<float>(), new List<int>());
        for (var ring = 0; ring <= rings; ring++)
        {
            for (var sector = 0; sector < sectors; sector++)
            {
                var (a, b) = (Math.PI * ring / rings, 2 * Math.PI * sector / sectors);

                // The poles are one place, whatever the rounding: else the surface would have holes there.
                var radius = ring == 0 || ring == rings ? 0 : ExactMath.Sin(a);
                positions.AddRange([(float)(radius * ExactMath.Cos(b)), (float)ExactMath.Cos(a), (float)(radius * ExactMath.Sin(b))]);
            }
        }

        for (var ring = 0; ring < rings; ring++)
        {
            for (var sector = 0; sector < sectors; sector++)
            {
                var (a, b) = ((ring * sectors) + sector, (ring * sectors) + ((sector + 1) % sectors));
                indices.AddRange([a, a + sectors, b, b, a + sectors, b + sectors]);
            }
        }

        return new TriangleMesh([.. positions], [.. indices]);
    }

    /// <summary>A flat floor whose edges run along the axes.</summary>
    public static TriangleMesh Grid(int size)
    {
        var (positions, indices) = (new List<float>(), new List<int>());
        for (var z = 0; z <= size; z++)
        {
            for (var x = 0; x <= size; x++) positions.AddRange([x, 0, z]);
        }

        for (var z = 0; z < size; z++)
        {
            for (var x = 0; x < size; x++)
            {
                var a = (z * (size + 1)) + x;
                indices.AddRange([a, a + size + 1, a + 1, a + 1, a + size + 1, a + size + 2]);
            }
        }

        return new TriangleMesh([.. positions], [.. indices]);
    }

    /// <summary>Long thin triangles across everything.</summary>
    private static TriangleMesh Needles(int count)
    {
        var random = new Random(3);
        var positions = new float[9 * count];
        for (var i = 0; i < count; i++)
        {
            var (a, b) = (Point(random, 100), Point(random, 100));
            Store(positions, 3 * i, a);
            Store(positions, (3 * i) + 1, b);
            Store(positions, (3 * i) + 2, b + Point(random, 0.001f));
        }

        return new TriangleMesh(positions, [.. Enumerable.Range(0, 3 * count)]);
    }

    /// <summary>The same triangle again and again: nothing to split by, and all hits tie.</summary>
    private static TriangleMesh Pile(int count)
        => new([0, 0, 0, 1, 0, 0, 0, 1, 0.5f], [.. Enumerable.Range(0, 3 * count).Select(static i => i % 3)]);

    /// <summary>Meshes in many places, turned, stretched, mirrored, flattened, and one where it was made.</summary>
    private static TestScene Instances()
    {
        var random = new Random(4);
        var instances = new List<GeometryInstance>();
        for (var i = 0; i < 60; i++)
        {
            var stretch = i == 7 ? 0 : 0.3f + (float)random.NextDouble();
            var (x, y) = (Point(random, 1).Normalized(), Point(random, 1).Normalized());
            var z = Float3.Cross(x, y).Normalized() * (i % 5 == 0 ? -1 : 1);
            y = Float3.Cross(z, x).Normalized();
            instances.Add(new GeometryInstance(i % 2, new Affine3(x, y * stretch, z * 1.5f, Point(random, 8))));
        }

        instances.Add(new GeometryInstance(1, Affine3.Identity));
        instances.Add(new GeometryInstance(2, new Affine3(new(20, 0, 0), new(0, 1, 0), new(0, 0, 20), new(-200, -9, -200))));
        return new TestScene([Soup(60, 1, 5), Sphere(6, 9), Grid(20)], instances);
    }

    public static Float3 Point(Random random, float size) => new(Part(random, size), Part(random, size), Part(random, size));

    private static float Part(Random random, float size) => ((float)random.NextDouble() - 0.5f) * 2 * size;

    private static TriangleMesh Moved(TriangleMesh mesh, Float3 by)
        => mesh with { Positions = [.. mesh.Positions.Select((p, i) => p + RayFrame.Part(by, i % 3))] };

    private static void Store(float[] positions, int vertex, Float3 p) => (positions[3 * vertex], positions[(3 * vertex) + 1], positions[(3 * vertex) + 2]) = (p.X, p.Y, p.Z);
}
