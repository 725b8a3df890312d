using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;
using P2C2R.Kernels.RayTracing.Lights;
using P2C2R.Kernels.RayTracing.Materials;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Surfaces;

namespace P2C2R.Kernels.RayTracing.Integrators;

/// <summary>
/// Light along a ray, by paths (J. Kajiya, "The Rendering Equation", SIGGRAPH 1986): at each surface lights are sampled and the path goes on
/// by the surface's scattering; what both ways can find is weighted by the power heuristic (E. Veach, "Robust Monte Carlo Methods for
/// Light Transport Simulation", 1997, chapter 9). Paths that carry little end by chance (Russian roulette). For one thread.
/// </summary>
/// <param name="rays">Traces rays.</param>
/// <param name="settings">How far light is followed.</param>
internal sealed class PathTracer(RayCounter rays, PathSettings settings)
{
    /// <summary>Pairs of dimensions that the first surface begins at: what comes before are the camera's.</summary>
    public const int FirstDimension = 2;

    /// <summary>The density of a ray that nothing else could have found: a camera's, a mirror's.</summary>
    public const float Alone = 0;

    /// <summary>The solid angle of all directions.</summary>
    public const float Sphere = 12.566371f;

    private const int DimensionsPerSurface = 4;
    private const int FirstRoulette = 2;

    private readonly SceneLights _lights = rays.Scene.LightsFor(settings.IsDiffuseFollowed);

    /// <summary>Traces rays.</summary>
    public RayCounter Rays => rays;

    /// <summary>What is seen along a ray.</summary>
    /// <param name="ray">The ray; its direction has unit length.</param>
    /// <param name="isHit">Whether it meets anything.</param>
    /// <param name="hit">What it meets.</param>
    /// <param name="points">Of the sample.</param>
    public Float3 Radiance(in Ray ray, bool isHit, in Hit hit, SamplePoints points) => Follow(ray, isHit, hit, points, 0, Alone, null);

    /// <summary>
    /// What a white, diffuse place reflects: what arrives, weighted by the cosine, over pi. It is what lightmaps hold.
    /// </summary>
    /// <param name="place">The place; its normal counts, its material doesn't.</param>
    /// <param name="points">Of the sample.</param>
    /// <param name="gathered">Receives it.</param>
    /// <returns>False where the sample tells nothing, because the place sees the back of a surface.</returns>
    public bool TryGather(in SurfacePoint place, SamplePoints points, out Float3 gathered)
    {
        gathered = Float3.Zero;
        var (s, t) = points.Pair(FirstDimension + 2);
        var local = Mapping.CosineHemisphere(s, t);
        var direction = place.Frame.ToWorld(local);
        if (local.Z > 0 && Float3.Dot(place.FlatNormal, direction) > 0)
        {
            var ray = place.Leave(direction);
            var isHit = rays.Closest(ray, out var hit);
            if (isHit && rays.Scene.Surfaces.IsBack(hit, direction)) return false;
            gathered = Follow(ray, isHit, hit, points, 1, local.Z * Mapping.InversePi, place.Normal);
        }

        gathered += FromLight(place, points);
        return true;
    }

    /// <summary>Light that arrives at a place in free space straight from a light, chosen by chance; false where none does.</summary>
    /// <param name="position">The place.</param>
    /// <param name="points">Of the sample.</param>
    /// <param name="direction">Receives where it comes from.</param>
    /// <param name="arriving">Receives the light, weighted by whether <see cref="Around"/> could have found it too.</param>
    public bool TrySampleLight(Float3 position, SamplePoints points, out Float3 direction, out Float3 arriving)
    {
        (direction, arriving) = (default, default);
        var (choice, _) = points.Pair(FirstDimension);
        var (u, v) = points.Pair(FirstDimension + 1);
        if (!settings.IsLightSampled || !_lights.TrySample(position, null, choice, u, v, out var light)) return false;
        if (rays.IsShadowed(new Ray(position, light.Direction), light.Distance)) return false;
        (direction, arriving) = (light.Direction, light.Arriving * Weight(light.Density, 1 / Sphere));
        return true;
    }

    /// <summary>What arrives at a place in free space along a ray that was chosen evenly from all directions.</summary>
    public Float3 Around(in Ray ray, SamplePoints points) => Follow(ray, rays.Closest(ray, out var hit), hit, points, 1, 1 / Sphere, null);

    /// <summary>What a white, diffuse place reflects of light that comes straight from a light, chosen by chance.</summary>
    private Float3 FromLight(in SurfacePoint place, SamplePoints points)
    {
        var (choice, _) = points.Pair(FirstDimension);
        var (u, v) = points.Pair(FirstDimension + 1);
        if (!settings.IsLightSampled || !_lights.TrySample(place.Position, place.Normal, choice, u, v, out var light)) return default;
        var density = MathF.Max(0, Float3.Dot(place.Normal, light.Direction)) * Mapping.InversePi;
        if (!(density > 0) || Float3.Dot(place.FlatNormal, light.Direction) <= 0 || rays.IsShadowed(place.Leave(light.Direction), light.Distance)) return default;
        return light.Arriving * (density * Weight(light.Density, density));
    }

    /// <summary>What arrives along a ray.</summary>
    /// <param name="ray">The ray; its direction has unit length.</param>
    /// <param name="isHit">Whether it meets anything.</param>
    /// <param name="hit">What it meets.</param>
    /// <param name="points">Of the sample.</param>
    /// <param name="depth">Surfaces that the path has met before.</param>
    /// <param name="density">With which the direction was chosen; <see cref="Alone"/> where lights weren't sampled as well.</param>
    /// <param name="normal">Of the surface that it leaves; null in free space.</param>
    private Float3 Follow(Ray ray, bool isHit, Hit hit, SamplePoints points, int depth, float density, Float3? normal)
    {
        var (total, throughput) = (Float3.Zero, Float3.One);
        for (; ; depth++)
        {
            if (!isHit) return total + (throughput * Sky(ray.Direction, density, normal));
            rays.Scene.Surfaces.Describe(hit, ray.Direction, out var point);
            if (point.Emitted != Float3.Zero) total += throughput * point.Emitted * EmittedWeight(hit, ray.Direction, density);
            if (!point.Scatters || depth > settings.Bounces) return total;
            var toViewer = point.Frame.ToLocal(-ray.Direction);
            var dimension = FirstDimension + (depth * DimensionsPerSurface);
            if (settings.IsLightSampled) total += throughput * Direct(point, toViewer, points, dimension);
            if (!TryScatter(point, toViewer, points, dimension + 2, out var direction, out var weight, out density)) return total;
            throughput *= weight;
            if (depth >= FirstRoulette && !Survives(ref throughput, points, dimension)) return total;
            (ray, normal) = (point.Leave(direction), point.Normal);
            isHit = rays.Closest(ray, out hit);
        }
    }

    /// <summary>Light that comes straight from a light, chosen by chance.</summary>
    private Float3 Direct(in SurfacePoint point, Float3 toViewer, SamplePoints points, int dimension)
    {
        var (choice, _) = points.Pair(dimension);
        var (u, v) = points.Pair(dimension + 1);
        if (!_lights.TrySample(point.Position, point.Normal, choice, u, v, out var light)) return default;
        if (Float3.Dot(point.FlatNormal, light.Direction) <= 0) return default;
        var toLight = point.Frame.ToLocal(light.Direction);
        var reflected = Reflected(point.Bsdf, toViewer, toLight, light.Density) * light.Arriving;
        if (reflected == Float3.Zero || rays.IsShadowed(point.Leave(light.Direction), light.Distance)) return default;
        return reflected;
    }

    /// <summary>How much of a light's sample a surface sends to the viewer, weighted by whether scattering could have found it too.</summary>
    private Float3 Reflected(in Bsdf bsdf, Float3 toViewer, Float3 toLight, float lightDensity)
    {
        var (diffuse, specular) = (bsdf.Diffuse(toViewer, toLight), bsdf.Specular(toViewer, toLight));
        if (lightDensity == Alone) return diffuse + specular;
        var specularDensity = bsdf.SpecularDensity(toViewer, toLight);
        if (!settings.IsDiffuseFollowed) return diffuse + (specular * Weight(lightDensity, specularDensity));
        var chance = bsdf.SpecularChance(toViewer);
        return (diffuse + specular) * Weight(lightDensity, (chance * specularDensity) + ((1 - chance) * Bsdf.DiffuseDensity(toLight)));
    }

    /// <summary>Where the path goes on; false where it ends.</summary>
    private bool TryScatter(in SurfacePoint point, Float3 toViewer, SamplePoints points, int dimension, out Float3 direction, out Float3 weight, out float density)
    {
        (direction, weight, density) = (default, default, Alone);
        var bsdf = point.Bsdf;
        var chance = settings.IsDiffuseFollowed ? bsdf.SpecularChance(toViewer) : bsdf.IsSpecular ? 1 : 0;
        var (u, v) = points.Pair(dimension);
        var isSpecular = chance > 0 && points.Pair(dimension + 1).U < chance;
        if (!isSpecular && !settings.IsDiffuseFollowed) return false;
        var local = isSpecular ? bsdf.SampleSpecular(toViewer, u, v) : Bsdf.SampleDiffuse(u, v);
        if (local.Z <= 0) return false;
        direction = point.Frame.ToWorld(local);
        if (Float3.Dot(point.FlatNormal, direction) <= 0) return false;
        if (isSpecular && bsdf.IsMirror)
        {
            weight = bsdf.Mirror(toViewer) / chance;
            return true;
        }

        density = chance * bsdf.SpecularDensity(toViewer, local);
        weight = bsdf.Specular(toViewer, local);
        if (settings.IsDiffuseFollowed)
        {
            density += (1 - chance) * Bsdf.DiffuseDensity(local);
            weight += bsdf.Diffuse(toViewer, local);
        }

        if (!(density > 0)) return false;
        weight /= density;
        return true;
    }

    private static bool Survives(ref Float3 throughput, SamplePoints points, int dimension)
    {
        var chance = MathF.Min(1, MathF.Max(throughput.X, MathF.Max(throughput.Y, throughput.Z)));
        if (!(points.Pair(dimension).V < chance)) return false;
        throughput /= chance;
        return true;
    }

    private Float3 Sky(Float3 direction, float density, Float3? normal)
    {
        var radiance = rays.Scene.Scene.Sky.Radiance(direction);
        if (density == Alone || !settings.IsLightSampled) return radiance;
        return radiance * Weight(density, _lights.SkyDensity(normal, direction));
    }

    private float EmittedWeight(in Hit hit, Float3 direction, float density)
    {
        if (density == Alone || !settings.IsLightSampled) return 1;
        var number = _lights.NumberOf(hit);
        return number < 0 ? 1 : Weight(density, _lights.Density(number, direction, hit.Distance));
    }

    /// <summary>The power heuristic: the share of a sample of one density where the other could have found it too.</summary>
    private static float Weight(float density, float other)
    {
        if (density == Alone) return 1;
        var ratio = other / density;
        return 1 / (1 + (ratio * ratio));
    }
}
