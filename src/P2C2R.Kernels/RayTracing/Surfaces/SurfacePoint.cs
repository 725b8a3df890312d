using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;
using P2C2R.Kernels.RayTracing.Materials;
using P2C2R.Kernels.RayTracing.Sampling;

namespace P2C2R.Kernels.RayTracing.Surfaces;

/// <summary>All that light transport needs to know of the place where a ray met a surface. Normals face where the ray came from.</summary>
internal struct SurfacePoint
{
    /// <summary>The triangle and the place on it.</summary>
    public Hit Hit { get; set; }

    /// <summary>Where it is.</summary>
    public Float3 Position { get; set; }

    /// <summary>The triangle's normal.</summary>
    public Float3 FlatNormal { get; set; }

    /// <summary>The normal that shading sees: interpolated, with the normal texture.</summary>
    public Float3 Normal { get; set; }

    /// <summary>Radiance sent out towards where the ray came from.</summary>
    public Float3 Emitted { get; set; }

    /// <summary>Base colour.</summary>
    public Float3 Albedo { get; set; }

    /// <summary>Whether it scatters light at all: not the back of a surface that has a front only, nothing unlit.</summary>
    public bool Scatters { get; set; }

    /// <summary>How it does.</summary>
    public Bsdf Bsdf { get; set; }

    /// <summary>Axes about <see cref="Normal"/>.</summary>
    public Frame Frame { get; set; }

    /// <summary>How far beside the surface rays start that leave it.</summary>
    public float Offset { get; set; }

    /// <summary>A ray that leaves the surface into a direction, from beside it, so that it doesn't meet it again.</summary>
    public readonly Ray Leave(Float3 direction) => new(Position + (FlatNormal * (Float3.Dot(FlatNormal, direction) < 0 ? -Offset : Offset)), direction);
}
