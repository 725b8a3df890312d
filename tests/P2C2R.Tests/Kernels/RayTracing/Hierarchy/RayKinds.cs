using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;

namespace P2C2R.Tests.Kernels.RayTracing.Hierarchy;

/// <summary>Rays of the kinds that go wrong: at corners and edges, along the axes, in the plane of a triangle, from far away, and of limited length.</summary>
internal static class RayKinds
{
    public static Ray Make(TestScene scene, SceneHierarchy hierarchy, Random random)
    {
        var (size, middle) = (hierarchy.High - hierarchy.Low, (hierarchy.High + hierarchy.Low) * 0.5f);
        var reach = Math.Max(size.Length, 0.1f);
        var origin = middle + HierarchyScenes.Point(random, reach * (random.Next(8) == 0 ? 20 : 0.6f));
        var (instance, triangle) = scene.RandomTriangle(random);
        var (a, b, c) = (scene.Corner(instance, triangle, 0), scene.Corner(instance, triangle, 1), scene.Corner(instance, triangle, 2));
        var (u, v) = ((float)random.NextDouble(), (float)random.NextDouble());
        switch (random.Next(8))
        {
            case 0: return new Ray(origin, HierarchyScenes.Point(random, 1));
            case 1: return new Ray(origin, a - origin);
            case 2: return new Ray(origin, (a + ((b - a) * u)) - origin);
            case 3: return new Ray(origin, (((a + b) + c) / 3) - origin);
            case 4: return AlongAxis(a + ((b - a) * u), reach, random);
            case 5: return new Ray(a + ((b - a) * u) + ((c - a) * v), c - b);
            case 6: return new Ray(origin, (a + ((b - a) * u) + ((c - a) * (v * (1 - u)))) - origin, 0.2f, 0.9f + (float)(0.2 * random.NextDouble()));
            default: return new Ray(((a + b) + c) / 3, HierarchyScenes.Point(random, 1), 1e-4f, float.PositiveInfinity);
        }
    }

    private static Ray AlongAxis(Float3 through, float reach, Random random)
    {
        var sign = random.Next(2) == 0 ? -1f : 1f;
        var direction = random.Next(3) switch { 0 => new Float3(sign, 0, 0), 1 => new Float3(0, sign, 0), _ => new Float3(0, 0, sign) };
        return new Ray(through - (direction * reach), direction);
    }
}
