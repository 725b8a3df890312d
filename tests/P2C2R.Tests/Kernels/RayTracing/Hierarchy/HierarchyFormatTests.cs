using System.Security.Cryptography;
using P2C2R.Kernels;
using P2C2R.Kernels.RayTracing.Hierarchy;

namespace P2C2R.Tests.Kernels.RayTracing.Hierarchy;

/// <summary>The canonical bytes: independent of threads, read back as they were, and damaged ones refused or harmless.</summary>
public sealed class HierarchyFormatTests
{
    [Theory]
    [InlineData("soup")]
    [InlineData("instances")]
    public void What_is_read_finds_what_was_written(string name)
    {
        var scene = HierarchyScenes.Make(name);
        var written = scene.Build();
        var bytes = written.Write();
        var read = SceneHierarchy.Read(bytes.Span, scene.Meshes, scene.Instances);
        Assert.Equal(bytes.ToArray(), read.Write().ToArray());
        var random = new Random(31);
        for (var i = 0; i < 300; i++)
        {
            var ray = RayKinds.Make(scene, written, random);
            written.Closest(ray, out var expected);
            read.Closest(ray, out var hit);
            Assert.Equal(expected, hit);
        }
    }

    [Fact]
    public void The_bytes_do_not_depend_on_the_threads()
    {
        var scene = TestScene.Of(HierarchyScenes.Soup(30_000, 20, 8));
        var one = SHA256.HashData(scene.Build(1).Write().Span);
        foreach (var threads in (int[])[2, 3, 8]) Assert.Equal(one, SHA256.HashData(scene.Build(threads).Write().Span));
    }

    [Fact]
    public void Damaged_bytes_are_refused_or_rays_come_to_an_end()
    {
        var scene = HierarchyScenes.Make("instances");
        var hierarchy = scene.Build();
        var whole = hierarchy.Write().ToArray();
        var random = new Random(32);
        var refused = 0;
        for (var round = 0; round < 1500; round++)
        {
            var bytes = Damage(whole, random);
            try
            {
                var read = SceneHierarchy.Read(bytes, scene.Meshes, scene.Instances);
                for (var i = 0; i < 3; i++)
                {
                    if (!read.Closest(RayKinds.Make(scene, hierarchy, random), out var hit)) continue;
                    Assert.InRange(hit.Triangle, 0, scene.Meshes[scene.Instances[hit.Instance].Mesh].TriangleCount - 1);
                }
            }
            catch (InputException e)
            {
                Assert.Contains("damaged", e.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 100, 1499);
    }

    [Fact]
    public void Bytes_of_another_scene_are_refused()
    {
        var bytes = HierarchyScenes.Make("soup").Build().Write();
        var smaller = TestScene.Of(HierarchyScenes.Soup(20, 1, 1));
        Assert.Throws<InputException>(() => SceneHierarchy.Read(bytes.Span, smaller.Meshes, smaller.Instances));
        Assert.Throws<InputException>(() => SceneHierarchy.Read([], smaller.Meshes, smaller.Instances));
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        var bytes = (byte[])whole.Clone();
        switch (random.Next(4))
        {
            case 0: return bytes[..random.Next(bytes.Length)];
            case 1: return [.. bytes, 0];
            case 2:
                BitConverter.TryWriteBytes(bytes.AsSpan(random.Next(bytes.Length - 4)), random.Next(4) switch { 0 => 0, 1 => -1, 2 => int.MaxValue, _ => random.Next() });
                return bytes;
            default:
                for (var i = random.Next(8); i >= 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return bytes;
        }
    }
}
