using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;

namespace P2C2R.Tests.Kernels.RayTracing.Hierarchy;

/// <summary>
/// What a ray hits when all triangles are asked one by one, in the space in which the hierarchy keeps them, in the order of their numbers: with
/// <see cref="TriangleTest"/>, which is tested by itself against exact arithmetic. Safe for threads.
/// </summary>
internal sealed class AllTriangles
{
    private readonly Place[] _places;

    public AllTriangles(TestScene scene, SceneHierarchy hierarchy)
        => _places = [.. scene.Instances.Select((_, i) => new Place(scene, hierarchy, i))];

    public Hit Closest(in Ray ray)
    {
        var best = Hit.None;
        var farthest = ray.Farthest;
        foreach (var place in _places) place.Meet(ray, ref farthest, ref best);
        return best;
    }

    /// <summary>The triangles of one instance.</summary>
    private sealed class Place
    {
        private readonly int _instance;
        private readonly bool _isEntered;
        private readonly PlacedMesh _placed;
        private readonly Vector128<float> _low;
        private readonly Vector128<float> _high;
        private readonly (Float3 A, Float3 B, Float3 C, int Number)[] _triangles;

        public Place(TestScene scene, SceneHierarchy hierarchy, int instance)
        {
            _instance = instance;
            _placed = hierarchy.Placed.FirstOrDefault(p => p.Instance == instance, new PlacedMesh(-1, instance, Affine3.Identity));
            _isEntered = _placed.Tree >= 0;
            var (low, high) = _isEntered ? hierarchy.BoundsOf(_placed) : (hierarchy.Low, hierarchy.High);
            (_low, _high) = (InLanes(low), InLanes(high));
            _triangles = [.. TrianglesOf(scene, instance, _isEntered)];
        }

        public void Meet(in Ray ray, ref float farthest, ref Hit best)
        {
            if (!RayFrame.TryMake(_isEntered ? _placed.Localize(ray, farthest) : ray, _low, _high, out var frame)) return;
            foreach (ref readonly var triangle in _triangles.AsSpan())
            {
                var hit = new Hit { Instance = _instance, Triangle = triangle.Number };
                if (!TriangleTest.Meets(frame, ray.Nearest, farthest, triangle.A, triangle.B, triangle.C, ref hit)) continue;
                if (best.Found && hit.Distance >= best.Distance) continue;
                (best, farthest) = (hit, hit.Distance);
            }
        }

        private static IEnumerable<(Float3 A, Float3 B, Float3 C, int Number)> TrianglesOf(TestScene scene, int instance, bool isEntered)
        {
            var (mesh, toWorld) = (scene.Meshes[scene.Instances[instance].Mesh], scene.Instances[instance].ToWorld);
            Float3 Corner(int triangle, int corner)
            {
                var local = Float3.From(mesh.Positions, 3 * mesh.Indices[(3 * triangle) + corner]);
                return isEntered || toWorld == Affine3.Identity ? local : toWorld.Point(local);
            }

            for (var i = 0; i < mesh.TriangleCount; i++)
            {
                var (a, b, c) = (Corner(i, 0), Corner(i, 1), Corner(i, 2));
                if (Float3.Cross(b - a, c - a) != Float3.Zero) yield return (a, b, c, i);
            }
        }

        private static Vector128<float> InLanes(Float3 v) => Vector128.Create(v.X, v.Y, v.Z, 0);
    }
}
