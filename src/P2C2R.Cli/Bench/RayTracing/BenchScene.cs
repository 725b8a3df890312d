using System.Buffers.Binary;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;

namespace P2C2R.Cli.Bench.RayTracing;

/// <summary>A mesh and the rays through it: from cameras, from what these see in all directions (cosine-distributed, as diffuse light does), and from there to a light.</summary>
/// <param name="Name">The mesh's file.</param>
/// <param name="Mesh">The mesh.</param>
/// <param name="Sets">Its rays.</param>
internal sealed record BenchScene(string Name, TriangleMesh Mesh, IReadOnlyList<RaySet> Sets)
{
    private const int Size = 256;
    private const int Cameras = 4;
    private const long Seed = 5;

    // Of the scene's diagonal: bounced and shadow rays start so far before the surface.
    private const float Offset = 1e-5f;

    /// <summary>Makes the rays.</summary>
    /// <param name="name">The mesh's file.</param>
    /// <param name="mesh">The mesh.</param>
    /// <param name="isInside">Whether cameras and light stand on its floors; otherwise around it.</param>
    public static BenchScene Make(string name, TriangleMesh mesh, bool isInside)
    {
        var hierarchy = SceneHierarchy.Build([mesh], [new GeometryInstance(0, Affine3.Identity)], 1, CancellationToken.None);
        var (camera, bounce, shadow) = (new List<Ray>(), new List<Ray>(), new List<Ray>());
        var (middle, diagonal) = ((hierarchy.High + hierarchy.Low) * 0.5f, (hierarchy.High - hierarchy.Low).Length);
        for (var i = 0; i < Cameras; i++)
        {
            var angle = 0.4 + (Math.Tau * i / Cameras);
            Float3 around = new((float)Math.Cos(angle), isInside ? -0.1f : 0.2f, (float)Math.Sin(angle));
            var eye = isInside ? StandingPlace(mesh, hierarchy, i) : middle + (around * (0.8f * diagonal));
            var light = eye + (isInside ? new Float3(0.5f, 0.5f, 0.5f) : new Float3(0.3f, 1, 0.2f) * diagonal);
            foreach (var ray in Picture(eye, isInside ? around : middle - eye))
            {
                camera.Add(ray);
                if (!hierarchy.Closest(ray, out var hit)) continue;
                var normal = Normal(mesh, hit.Triangle);
                if (Float3.Dot(normal, ray.Direction) > 0) normal = -normal;
                var start = ray.At(hit.Distance) + (normal * (Offset * diagonal));
                var outwards = (normal + OnSphere(bounce.Count)).Normalized();
                if (outwards.LengthSquared > 0.5f) bounce.Add(new Ray(start, outwards));
                shadow.Add(new Ray(start, light - start, 0, 0.9999f));
            }
        }

        return new BenchScene(name, mesh,
        [
            new("camera", [.. camera], "closest", 0),
            new("camera, packets of 16", [.. camera], "packets", 0),
            new("diffuse bounce", [.. bounce], "closest", 1),
            new("shadow", [.. shadow], "occluded", 2),
        ]);
    }

    /// <summary>Writes it as bench/raytracing/embree.cpp says.</summary>
    public void Write(string path)
    {
        using var file = File.Create(path);
        Write(file, [Mesh.VertexCount, Mesh.TriangleCount]);
        Write(file, Mesh.Positions);
        Write(file, Mesh.Indices);
        var sets = Sets.DistinctBy(static s => s.Number).ToList();
        Write(file, [sets.Count]);
        foreach (var set in sets)
        {
            Write(file, [set.Rays.Length]);
            foreach (var (o, d, nearest, farthest) in set.Rays) Write(file, [o.X, o.Y, o.Z, d.X, d.Y, d.Z, nearest, farthest]);
        }
    }

    /// <summary>Pixels in squares of 4 x 4, which are the packets.</summary>
    private static IEnumerable<Ray> Picture(Float3 eye, Float3 forward)
    {
        forward = forward.Normalized();
        var right = Float3.Cross(forward, new(0, 1, 0)).Normalized();
        var up = Float3.Cross(right, forward);
        for (var square = 0; square < Size * Size / 16; square++)
        {
            for (var pixel = 0; pixel < 16; pixel++)
            {
                var (x, y) = ((square % (Size / 4) * 4) + (pixel & 3), (square / (Size / 4) * 4) + (pixel >> 2));
                var (across, upwards) = ((((x + 0.5f) / Size) - 0.5f) * 1.2f, (0.5f - ((y + 0.5f) / Size)) * 1.2f);
                yield return new Ray(eye, (forward + (right * across) + (up * upwards)).Normalized());
            }
        }
    }

    /// <summary>A person's height above a triangle that is flat and has a ceiling.</summary>
    private static Float3 StandingPlace(TriangleMesh mesh, SceneHierarchy hierarchy, int number)
    {
        for (var attempt = 0; ; attempt++)
        {
            var triangle = (int)CounterRandom.Below(mesh.TriangleCount, Seed, number, attempt);
            var (a, b, c) = (Corner(mesh, triangle, 0), Corner(mesh, triangle, 1), Corner(mesh, triangle, 2));
            if (Normal(mesh, triangle).Y < 0.9f || Float3.Cross(b - a, c - a).Length < 1) continue;
            var eye = ((a + b + c) / 3) + new Float3(0, 1.7f, 0);
            if (hierarchy.Occluded(new Ray(eye, new(0, 1, 0)))) return eye;
        }
    }

    private static Float3 OnSphere(int item)
    {
        var z = 1 - (2 * Unit(item, 0));
        var (radius, angle) = (Math.Sqrt(Math.Max(0, 1 - (z * z))), Math.Tau * Unit(item, 1));
        return new((float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle)), (float)z);
    }

    private static double Unit(int item, int sample) => (CounterRandom.Bits(Seed, item, 1000 + sample) >> 11) * (1.0 / (1L << 53));

    private static Float3 Normal(TriangleMesh mesh, int triangle) => Float3.Cross(Corner(mesh, triangle, 1) - Corner(mesh, triangle, 0), Corner(mesh, triangle, 2) - Corner(mesh, triangle, 0)).Normalized();

    private static Float3 Corner(TriangleMesh mesh, int triangle, int corner) => Float3.From(mesh.Positions, 3 * mesh.Indices[(3 * triangle) + corner]);

    private static void Write(Stream file, ReadOnlySpan<int> values)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
            file.Write(bytes);
        }
    }

    private static void Write(Stream file, ReadOnlySpan<float> values)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            file.Write(bytes);
        }
    }
}
