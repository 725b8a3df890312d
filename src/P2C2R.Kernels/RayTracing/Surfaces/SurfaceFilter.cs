using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Surfaces;

/// <summary>
/// Lets rays through holes: where alpha is below a mask's cutoff, and, for a share of the rays that alpha says, through what is blended. Which
/// rays these are is a function of ray and hit, so that all rays together see the right mean.
/// </summary>
/// <param name="surfaces">The surfaces.</param>
/// <param name="seesThroughBacks">Whether backs of surfaces that have a front only are holes too: so a camera outside looks into a room.</param>
internal readonly struct SurfaceFilter(SceneSurfaces surfaces, bool seesThroughBacks) : IHitFilter
{
    private const float Unit = 1f / (1 << 24);

    /// <inheritdoc/>
    public bool Accepts(in Ray ray, in Hit hit)
    {
        var material = surfaces.MaterialOf(hit);
        if (seesThroughBacks && surfaces.IsBack(hit, ray.Direction)) return false;
        return material.AlphaMode switch
        {
            AlphaMode.Mask => surfaces.Alpha(hit) >= material.AlphaCutoff,
            AlphaMode.Blend => Chance(ray, hit) < surfaces.Alpha(hit),
            _ => true,
        };
    }

    /// <summary>A number from 0 to below 1 that has nothing to do with anything else.</summary>
    private static float Chance(in Ray ray, in Hit hit)
    {
        unchecked
        {
            var origin = ((long)Bits(ray.Origin.X) << 32) ^ ((long)Bits(ray.Origin.Y) << 16) ^ Bits(ray.Origin.Z);
            var direction = ((long)Bits(ray.Direction.X) << 32) ^ ((long)Bits(ray.Direction.Y) << 16) ^ Bits(ray.Direction.Z);
            return (CounterRandom.Bits(origin, direction, ((long)hit.Instance << 32) | (uint)hit.Triangle) >> 40) * Unit;
        }
    }

    private static uint Bits(float value) => BitConverter.SingleToUInt32Bits(value);
}
