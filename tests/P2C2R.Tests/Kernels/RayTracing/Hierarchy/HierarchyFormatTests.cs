using System.Security.Cryptography;

namespace P2C2R.Tests.Kernels.RayTracing.Hierarchy;

/// <summary>The canonical bytes of a tree.</summary>
public sealed class HierarchyFormatTests
{
    [Fact]
    public void The_bytes_do_not_depend_on_the_threads()
    {
        var scene = TestScene.Of(HierarchyScenes.Soup(30_000, 20, 8));
        var one = SHA256.HashData(scene.Build(1).Write().Span);
        foreach (var threads in (int[])[2, 3, 8]) Assert.Equal(one, SHA256.HashData(scene.Build(threads).Write().Span));
    }
}
