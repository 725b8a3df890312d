using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;
using P2C2R.Kernels.RayTracing.Materials;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Surfaces;

/// <summary>What a scene's surfaces are like at a hit. Safe for threads.</summary>
internal sealed class SceneSurfaces
{
    // Share of the scene's reach by which rays that leave a surface start beside it: some 30 rounding errors.
    private const float OffsetShare = 4e-6f;

    private readonly Scene _scene;

    // What the scene has as lists, and each instance's mesh: they are looked into for every ray.
    private readonly SceneInstance[] _instances;
    private readonly SceneMesh[] _meshes;
    private readonly SceneMaterial[] _materials;

    /// <summary>Of a scene.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="low">The least corner of the box around it.</param>
    /// <param name="high">The greatest corner.</param>
    public SceneSurfaces(Scene scene, Float3 low, Float3 high)
    {
        _scene = scene;
        _instances = [.. scene.Instances];
        _meshes = [.. scene.Instances.Select(i => scene.Meshes[i.Mesh])];
        _materials = [.. scene.Materials];
        var reach = Float3.Max(Float3.Max(high, -low), high - low);
        Offset = OffsetShare * MathF.Max(reach.X, MathF.Max(reach.Y, reach.Z));
        HasHoles = scene.Materials.Any(static m => m.AlphaMode != AlphaMode.Opaque);
        HasBacks = scene.Materials.Any(static m => !m.DoubleSided);
    }

    /// <summary>How far beside a surface rays start that leave it.</summary>
    public float Offset { get; }

    /// <summary>Whether light may pass through a surface.</summary>
    public bool HasHoles { get; }

    /// <summary>Whether a surface has a front only.</summary>
    public bool HasBacks { get; }

    /// <summary>The material of a hit.</summary>
    public SceneMaterial MaterialOf(in Hit hit) => _materials[MeshOf(hit).Materials[hit.Triangle]];

    /// <summary>The normal of a hit's triangle, on its front side; not of unit length.</summary>
    public Float3 FlatNormal(in Hit hit)
    {
        var (a, b, c) = Corners(hit);
        var normal = Float3.Cross(b - a, c - a);
        return _instances[hit.Instance].ToWorld.Mirrors ? -normal : normal;
    }

    /// <summary>Whether a ray met the back of a surface that has a front only.</summary>
    /// <param name="hit">The hit.</param>
    /// <param name="direction">Where the ray went.</param>
    public bool IsBack(in Hit hit, Float3 direction) => !MaterialOf(hit).DoubleSided && Float3.Dot(FlatNormal(hit), direction) > 0;

    /// <summary>A triangle's corners in the world.</summary>
    public (Float3 A, Float3 B, Float3 C) Corners(in Hit hit)
    {
        var mesh = MeshOf(hit);
        var toWorld = _instances[hit.Instance].ToWorld;
        var corner = mesh.Indices.AsSpan(3 * hit.Triangle, 3);
        return (toWorld.Point(Float3.From(mesh.Positions, 3 * corner[0])), toWorld.Point(Float3.From(mesh.Positions, 3 * corner[1])), toWorld.Point(Float3.From(mesh.Positions, 3 * corner[2])));
    }

    /// <summary>Alpha of the base colour at a hit.</summary>
    public float Alpha(in Hit hit)
    {
        var mesh = MeshOf(hit);
        var material = _materials[mesh.Materials[hit.Triangle]];
        return material.Alpha * Sample(material.BaseColorTexture, mesh, hit).A * VertexColor(mesh, hit).A;
    }

    /// <summary>The radiance that a hit's surface sends out from a side that does.</summary>
    public Float3 Emitted(in Hit hit)
    {
        var mesh = MeshOf(hit);
        var material = _materials[mesh.Materials[hit.Triangle]];
        return material.Emissive * Sample(material.EmissiveTexture, mesh, hit).Color;
    }

    /// <summary>The share of light from around that a hit's occlusion texture lets through: what its mesh is too coarse to show.</summary>
    public float Occlusion(in Hit hit)
    {
        var mesh = MeshOf(hit);
        var material = _materials[mesh.Materials[hit.Triangle]];
        return 1 + (material.OcclusionStrength * (Sample(material.OcclusionTexture, mesh, hit).R - 1));
    }

    /// <summary>The surface at a hit.</summary>
    /// <param name="hit">The hit.</param>
    /// <param name="direction">Where the ray went; unit length.</param>
    /// <param name="point">Receives it.</param>
    public void Describe(in Hit hit, Float3 direction, out SurfacePoint point)
    {
        var mesh = MeshOf(hit);
        var material = _materials[mesh.Materials[hit.Triangle]];
        var (a, b, c) = Corners(hit);
        var flat = Float3.Cross(b - a, c - a).Normalized();
        var toWorld = _instances[hit.Instance].ToWorld;
        if (toWorld.Mirrors) flat = -flat;
        var isFront = Float3.Dot(flat, direction) <= 0;
        var normal = ShadingNormal(hit, mesh, material, toWorld);
        if (!isFront) (flat, normal) = (-flat, -normal);
        normal = TurnedTo(normal, flat, direction);
        var color = Sample(material.BaseColorTexture, mesh, hit).Color * VertexColor(mesh, hit).Color * material.BaseColor;
        var roughMetal = Sample(material.MetallicRoughnessTexture, mesh, hit);
        var isThere = isFront || material.DoubleSided;
        var emitted = material.Emits ? Emitted(hit) : Float3.Zero;
        point = new SurfacePoint
        {
            Hit = hit,
            Position = a + ((b - a) * hit.U) + ((c - a) * hit.V),
            FlatNormal = flat,
            Normal = normal,
            Frame = new Frame(normal),
            Albedo = color,
            Emitted = !isThere ? Float3.Zero : material.Unlit ? color : emitted,
            Scatters = isThere && !material.Unlit,
            Bsdf = new Bsdf(color, material.Metallic * roughMetal.B, material.Roughness * roughMetal.G, material.Specular),
            Offset = Offset,
        };
    }

    private SceneMesh MeshOf(in Hit hit) => _meshes[hit.Instance];

    private Float3 ShadingNormal(in Hit hit, SceneMesh mesh, SceneMaterial material, Affine3 toWorld)
    {
        var normal = Mix(mesh.Normals, 3, mesh, hit);
        if (material.NormalTexture is not null && mesh.Tangents is { } tangents)
        {
            var tangent = Mix(tangents, 4, mesh, hit);
            var bitangent = Float3.Cross(normal, tangent) * tangents[(4 * mesh.Indices[3 * hit.Triangle]) + 3];
            var texel = Sample(material.NormalTexture, mesh, hit);
            var (x, y, z) = (((2 * texel.R) - 1) * material.NormalScale, ((2 * texel.G) - 1) * material.NormalScale, (2 * texel.B) - 1);
            normal = ((tangent * x) + (bitangent * y) + (normal * z)).Normalized();
        }

        return toWorld.Normal(normal).Normalized();
    }

    /// <summary>
    /// A shading normal seen from behind would make a hole of black: it is turned just so far that it is seen from its front. One that can't be
    /// is the triangle's.
    /// </summary>
    private static Float3 TurnedTo(Float3 normal, Float3 flat, Float3 direction)
    {
        const float Least = 0.01f;
        var facing = -Float3.Dot(normal, direction);
        if (facing >= Least) return normal;
        var turned = (normal - (direction * (Least - facing))).Normalized();
        return Float3.Dot(turned, flat) > 0 ? turned : flat;
    }

    private Rgba Sample(TextureUse? use, SceneMesh mesh, in Hit hit)
    {
        if (use is null) return new Rgba(1, 1, 1, 1);
        var coordinates = use.TexCoords == 0 ? mesh.TexCoords0 : mesh.TexCoords1;
        var (u, v) = (0f, 0f);
        if (coordinates is not null)
        {
            var corner = mesh.Indices.AsSpan(3 * hit.Triangle, 3);
            var (a, b, c) = (2 * corner[0], 2 * corner[1], 2 * corner[2]);
            var first = 1 - hit.U - hit.V;
            u = (coordinates[a] * first) + (coordinates[b] * hit.U) + (coordinates[c] * hit.V);
            v = (coordinates[a + 1] * first) + (coordinates[b + 1] * hit.U) + (coordinates[c + 1] * hit.V);
        }

        (u, v) = use.Transform.Apply(u, v);
        return _scene.Textures[use.Texture].Sample(u, v);
    }

    private static Rgba VertexColor(SceneMesh mesh, in Hit hit)
    {
        if (mesh.Colors is not { } colors) return new Rgba(1, 1, 1, 1);
        var color = Mix(colors, 4, mesh, hit);
        var corner = mesh.Indices.AsSpan(3 * hit.Triangle, 3);
        var alpha = (colors[(4 * corner[0]) + 3] * (1 - hit.U - hit.V)) + (colors[(4 * corner[1]) + 3] * hit.U) + (colors[(4 * corner[2]) + 3] * hit.V);
        return new Rgba(color.X, color.Y, color.Z, alpha);
    }

    /// <summary>The mean of three vertices' first three values, by the hit's weights.</summary>
    private static Float3 Mix(float[] values, int stride, SceneMesh mesh, in Hit hit)
    {
        var corner = mesh.Indices.AsSpan(3 * hit.Triangle, 3);
        var (a, b, c) = (Float3.From(values, stride * corner[0]), Float3.From(values, stride * corner[1]), Float3.From(values, stride * corner[2]));
        return (a * (1 - hit.U - hit.V)) + (b * hit.U) + (c * hit.V);
    }
}
