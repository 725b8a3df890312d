using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Materials;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Scenes;
using P2C2R.Kernels.RayTracing.Surfaces;

namespace P2C2R.Kernels.RayTracing.Lights;

/// <summary>
/// All that sends light: the lights of the file, triangles whose material emits, the sky. One of them is chosen for each sample, half by its
/// power and half evenly, so that neither a faint lamp beside the sun nor one of a thousand is forgotten. Safe for threads.
/// </summary>
internal sealed class SceneLights
{
    private const int PowerSamples = 16;
    private const float Pi = 3.14159265f;

    private readonly Scene _scene;
    private readonly SceneSurfaces _surfaces;
    private readonly LightShape _shape;
    private readonly SkySampler? _sky;
    private readonly LightTriangle[] _triangles;
    private readonly Dictionary<(int Instance, int Triangle), int> _numbers = [];

    // Triangles of one instance are one light with an area; their areas are summed up.
    private readonly List<(int Instance, int First, int Count)> _areas = [];
    private readonly double[] _areaSums;

    // Sums of chances up to each light: the punctual ones, the sky (0 where it isn't sampled), the triangles. 1 at the end.
    private readonly float[] _sums;

    /// <summary>Of a scene.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="surfaces">Its surfaces.</param>
    /// <param name="shape">How big lights without a size are.</param>
    /// <param name="size">Of the box around everything, from corner to corner.</param>
    /// <param name="isPlainSkySampled">Whether a sky of one colour is a light to choose, too.</param>
    public SceneLights(Scene scene, SceneSurfaces surfaces, LightShape shape, float size, bool isPlainSkySampled = true)
    {
        (_scene, _surfaces, _shape) = (scene, surfaces, shape);
        if (scene.Sky.Picture is not null && !scene.Sky.IsBlack) _sky = new SkySampler(scene.Sky);
        _triangles = FindTriangles();
        for (var i = 0; i < _triangles.Length; i++) _numbers.Add((_triangles[i].Instance, _triangles[i].Triangle), i);
        _areaSums = ListAreas();
        var crossSection = MathF.Max(1e-6f, Pi * size * size / 4);
        var powers = new List<double>();
        foreach (var light in scene.Lights) powers.Add(PunctualLight.PowerOf(light, crossSection));
        powers.Add(scene.Sky.IsBlack || (_sky is null && !isPlainSkySampled) ? 0 : Pi * crossSection * (_sky?.MeanRadiance ?? Luminance.Of(scene.Sky.Color)));
        foreach (var triangle in _triangles) powers.Add(PowerOf(triangle));
        _sums = SumsOf(powers);
    }

    /// <summary>How many lights without an area there are.</summary>
    public int PunctualCount => _scene.Lights.Count;

    /// <summary>The instances that have triangles which send light, in order.</summary>
    public IReadOnlyList<int> AreaInstances => [.. _areas.Select(static a => a.Instance)];

    /// <summary>Whether there is no light at all.</summary>
    public bool IsDark => _sums.Length == 0;

    private int SkyNumber => _scene.Lights.Count;

    /// <summary>The number of the light that a hit's triangle is, or -1.</summary>
    public int NumberOf(in Hit hit) => _numbers.Count > 0 && _numbers.TryGetValue((hit.Instance, hit.Triangle), out var triangle) ? triangle + SkyNumber + 1 : -1;

    /// <summary>Chooses a light, and a direction to it; false where nothing arrives.</summary>
    /// <param name="from">Where light shall arrive.</param>
    /// <param name="normal">The normal there, unit length: what comes from behind is no use; null in free space.</param>
    /// <param name="choice">Chooses the light, from 0 to below 1.</param>
    /// <param name="u">Chooses the place on it, from 0 to below 1.</param>
    /// <param name="v">Chooses the place on it, from 0 to below 1.</param>
    /// <param name="sample">Receives it.</param>
    public bool TrySample(Float3 from, Float3? normal, float choice, float u, float v, out LightSample sample)
    {
        sample = default;
        if (IsDark) return false;
        var number = Find(choice);
        return TrySample(number, ChanceOf(number), from, normal, u, v, out sample);
    }

    /// <summary>A direction to a place on a given light, chosen evenly; false where the light doesn't reach.</summary>
    /// <param name="number">A light without an area, or <see cref="PunctualCount"/> and more: those of <see cref="AreaInstances"/>.</param>
    /// <param name="from">Where its light shall arrive.</param>
    /// <param name="choice">Chooses the triangle, from 0 to below 1.</param>
    /// <param name="u">Chooses the place, from 0 to below 1.</param>
    /// <param name="v">Chooses the place, from 0 to below 1.</param>
    /// <param name="sample">Receives it.</param>
    public bool TryAim(int number, Float3 from, float choice, float u, float v, out LightSample sample)
    {
        if (number < PunctualCount) return PunctualLight.TrySample(_scene.Lights[number], _shape, from, u, v, out sample);
        var (_, first, count) = _areas[number - PunctualCount];
        var before = first == 0 ? 0 : _areaSums[first - 1];
        var target = before + (choice * (_areaSums[first + count - 1] - before));
        var (low, high) = (first, first + count - 1);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (target < _areaSums[middle]) high = middle;
            else low = middle + 1;
        }

        return TrySampleTriangle(_triangles[low], 1, from, u, v, out sample);
    }

    /// <summary>The density with which <see cref="TrySample(Float3, Float3?, float, float, float, out LightSample)"/> gives a direction that meets a triangle which is a light.</summary>
    public float Density(int number, Float3 direction, float distance)
    {
        var triangle = _triangles[number - SkyNumber - 1];
        var cosine = MathF.Abs(Float3.Dot(triangle.Normal, direction));
        return cosine > 0 ? ChanceOf(number) * distance * distance / (triangle.Area * cosine) : 0;
    }

    /// <summary>The density with which it gives a direction into the sky.</summary>
    public float SkyDensity(Float3? normal, Float3 direction)
    {
        if (IsDark || _scene.Sky.IsBlack) return 0;
        return ChanceOf(SkyNumber) * (_sky?.Density(direction) ?? PlainDensity(normal, direction));
    }

    private bool TrySample(int number, float chance, Float3 from, Float3? normal, float u, float v, out LightSample sample)
    {
        if (number < SkyNumber)
        {
            var reaches = PunctualLight.TrySample(_scene.Lights[number], _shape, from, u, v, out sample);
            sample = sample with { Arriving = sample.Arriving / chance };
            return reaches;
        }

        return number == SkyNumber ? TrySampleSky(chance, normal, u, v, out sample) : TrySampleTriangle(_triangles[number - SkyNumber - 1], chance, from, u, v, out sample);
    }

    private bool TrySampleSky(float chance, Float3? normal, float u, float v, out LightSample sample)
    {
        if (_sky is null)
        {
            var towards = normal is { } up ? new Frame(up).ToWorld(Mapping.CosineHemisphere(u, v)) : Mapping.Sphere(u, v);
            var plain = chance * PlainDensity(normal, towards);
            sample = new LightSample(towards, float.PositiveInfinity, _scene.Sky.Color / plain, plain);
            return plain > 0;
        }

        var (direction, density) = _sky.Sample(u, v);
        density *= chance;
        sample = new LightSample(direction, float.PositiveInfinity, _scene.Sky.Radiance(direction) / density, density);
        return density > 0 && (normal is null || Float3.Dot(direction, normal.Value) > 0);
    }

    /// <summary>Directions of a sky of one colour are chosen by their cosine, where there is a surface.</summary>
    private static float PlainDensity(Float3? normal, Float3 direction) => normal is { } up ? MathF.Max(0, Float3.Dot(up, direction)) * Mapping.InversePi : 1 / PathTracer.Sphere;

    private bool TrySampleTriangle(in LightTriangle triangle, float chance, Float3 from, float u, float v, out LightSample sample)
    {
        sample = default;
        var (second, third) = Mapping.Triangle(u, v);
        var path = triangle.Corner + (triangle.Second * second) + (triangle.Third * third) - from;
        var square = path.LengthSquared;
        if (!(square > 0)) return false;
        var distance = MathF.Sqrt(square);
        var direction = path / distance;
        var cosine = -Float3.Dot(triangle.Normal, direction);
        if (triangle.DoubleSided) cosine = MathF.Abs(cosine);
        if (!(cosine > 0)) return false;
        var density = chance * square / (triangle.Area * cosine);
        sample = new LightSample(direction, distance, _surfaces.Emitted(triangle.At(second, third)) / density, density);
        return true;
    }

    private LightTriangle[] FindTriangles()
    {
        var found = new List<LightTriangle>();
        for (var instance = 0; instance < _scene.Instances.Count; instance++)
        {
            var mesh = _scene.Meshes[_scene.Instances[instance].Mesh];
            for (var i = 0; i < mesh.TriangleCount; i++)
            {
                var material = _scene.Materials[mesh.Materials[i]];
                if (!material.Emits || material.Unlit) continue;
                var hit = new Hit { Instance = instance, Triangle = i };
                var (a, b, c) = _surfaces.Corners(hit);
                var normal = _surfaces.FlatNormal(hit);
                if (normal.Length > 0) found.Add(new LightTriangle(instance, i, a, b - a, c - a, normal.Normalized(), normal.Length / 2, material.DoubleSided));
            }
        }

        return [.. found];
    }

    private double[] ListAreas()
    {
        var sums = new double[_triangles.Length];
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = (i == 0 ? 0 : sums[i - 1]) + _triangles[i].Area;
            if (_areas.Count > 0 && _areas[^1].Instance == _triangles[i].Instance) _areas[^1] = _areas[^1] with { Count = _areas[^1].Count + 1 };
            else _areas.Add((_triangles[i].Instance, i, 1));
        }

        return sums;
    }

    /// <summary>An estimate: it says how often a triangle is chosen, not how bright it is.</summary>
    private double PowerOf(in LightTriangle triangle)
    {
        var sum = 0.0;
        for (var i = 0; i < PowerSamples; i++)
        {
            var (u, v) = LowDiscrepancy.Pair(0, i, 0);
            var (second, third) = Mapping.Triangle(u, v);
            sum += Luminance.Of(_surfaces.Emitted(triangle.At(second, third)));
        }

        return sum / PowerSamples * triangle.Area * Pi * (triangle.DoubleSided ? 2 : 1);
    }

    /// <summary>Sums of chances; none where there is no light.</summary>
    private float[] SumsOf(List<double> powers)
    {
        var total = powers.Sum();
        if (!(total > 0)) return [];
        var triangles = powers.Skip(SkyNumber + 1).Sum();
        var classes = powers.Take(SkyNumber + 1).Count(static p => p > 0) + (triangles > 0 ? 1 : 0);
        var sums = new float[powers.Count];
        var sum = 0.0;
        for (var i = 0; i < sums.Length; i++)
        {
            var even = i > SkyNumber ? (triangles > 0 ? powers[i] / triangles : 0) : powers[i] > 0 ? 1 : 0;
            sum += (0.5 * powers[i] / total) + (0.5 * even / classes);
            sums[i] = (float)sum;
        }

        var last = Array.FindLastIndex(sums, s => s < sums[^1]) + 1;
        Array.Fill(sums, 1, last, sums.Length - last);
        return sums;
    }

    private float ChanceOf(int number) => _sums[number] - (number == 0 ? 0 : _sums[number - 1]);

    private int Find(float choice)
    {
        var (low, high) = (0, _sums.Length - 1);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (choice < _sums[middle]) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
