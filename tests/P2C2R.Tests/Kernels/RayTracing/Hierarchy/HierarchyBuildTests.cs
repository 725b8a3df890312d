using System.Buffers.Binary;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.RayTracing.Hierarchy;

namespace P2C2R.Tests.Kernels.RayTracing.Hierarchy;

/// <summary>Scenes that are hard to build over, and those that can't be.</summary>
public sealed class HierarchyBuildTests
{
    [Fact]
    public void A_million_triangles_without_area_are_left_out()
    {
        var indices = new int[3_000_000];
        for (var i = 0; i < indices.Length; i++) indices[i] = i % 3 == 2 ? i % 5 : (i / 3) % 5;
        var line = TestScene.Of(new TriangleMesh([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4], indices)).Build();
        Assert.False(line.Closest(new Ray(new(0, 0, -1), new(0, 0, 1)), out _));
        Assert.Equal(TestScene.Of(new TriangleMesh([], [])).Build().Write().ToArray(), line.Write().ToArray());
    }

    [Fact]
    public void Many_triangles_in_one_place_make_no_deep_tree()
    {
        var pile = TestScene.Of(new TriangleMesh([0, 0, 0, 1, 0, 0, 0, 1, 0], [.. Enumerable.Range(0, 150_000).Select(static i => i % 3)])).Build();
        Assert.True(pile.Closest(new Ray(new(0.2f, 0.2f, -1), new(0, 0, 1)), out var hit));
        Assert.Equal((1f, 0, 0), (hit.Distance, hit.Instance, hit.Triangle));
    }

    [Fact]
    public void Sizes_that_double_make_no_deep_tree()
    {
        // Each split takes one triangle off: the worst that a splitting by area can do.
        var positions = new List<float>();
        for (var i = 0; i < 4000; i++)
        {
            var size = MathF.Pow(2, i % 56 - 28);
            positions.AddRange([size, 0, 0, 0, size, 0, 0, 0, size]);
        }

        var mesh = new TriangleMesh([.. positions], [.. Enumerable.Range(0, positions.Count / 3)]);
        Assert.InRange(DepthOf(TestScene.Of(mesh).Build().Write().Span), 5, 64);
    }

    /// <summary>How deep nodes are nested in the world's tree, by the canonical bytes of a scene without entered instances; nodes come after their parents.</summary>
    private static int DepthOf(ReadOnlySpan<byte> bytes)
    {
        const int Trees = 12, Instances = 16, Nodes = 44, FirstNode = 52, BytesOfNode = 104, Children = 24;
        Assert.Equal((0, 0), (BinaryPrimitives.ReadInt32LittleEndian(bytes[Trees..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[Instances..])));
        var depths = new int[BinaryPrimitives.ReadInt32LittleEndian(bytes[Nodes..])];
        for (var i = 0; i < depths.Length; i++)
        {
            if (depths[i] == 0) depths[i] = 1;
            for (var slot = 0; slot < 8; slot++)
            {
                var child = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(FirstNode + (i * BytesOfNode) + Children + (4 * slot))..]);
                if (child < 1u << 30) depths[child] = depths[i] + 1;
            }
        }

        return depths.Max();
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(2e9f)]
    public void Coordinates_that_are_no_places_are_refused(float bad)
    {
        var mesh = new TriangleMesh([0, 0, 0, 1, 0, 0, 0, bad, 0], [0, 1, 2]);
        var error = Assert.Throws<InputException>(() => TestScene.Of(mesh).Build());
        Assert.StartsWith("mesh 0, vertex 2 of instance 0: coordinates must be finite", error.Message, StringComparison.Ordinal);
        var twice = new TestScene([mesh], [new(0, Affine3.Identity), new(0, Affine3.Identity)]);
        Assert.StartsWith("mesh 0, vertex 2: coordinates", Assert.Throws<InputException>(() => twice.Build()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Indices_and_meshes_that_are_not_there_are_refused()
    {
        float[] positions = [0, 0, 0, 1, 0, 0, 0, 1, 0];
        Assert.Contains("triangle 0: there is no vertex 3", Assert.Throws<InputException>(() => TestScene.Of(new TriangleMesh(positions, [0, 1, 3])).Build()).Message, StringComparison.Ordinal);
        Assert.Contains("no vertex -1", Assert.Throws<InputException>(() => TestScene.Of(new TriangleMesh(positions, [0, 1, -1])).Build()).Message, StringComparison.Ordinal);
        Assert.Contains("not three", Assert.Throws<InputException>(() => TestScene.Of(new TriangleMesh(positions, [0, 1])).Build()).Message, StringComparison.Ordinal);
        var lost = new TestScene([new TriangleMesh(positions, [0, 1, 2])], [new(1, Affine3.Identity)]);
        Assert.Contains("there is no mesh 1", Assert.Throws<InputException>(() => lost.Build()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_instance_moved_out_of_reach_is_refused()
    {
        var mesh = new TriangleMesh([0, 0, 0, 1, 0, 0, 0, 1, 0], [0, 1, 2]);
        var far = Affine3.Identity with { Origin = new(0, 3e9f, 0) };
        Assert.Throws<InputException>(() => new TestScene([mesh], [new(0, far)]).Build());
        Assert.Throws<InputException>(() => new TestScene([mesh], [new(0, Affine3.Identity), new(0, far)]).Build());
        var broken = Affine3.Identity with { X = new(float.NaN, 0, 0) };
        Assert.Throws<InputException>(() => new TestScene([mesh], [new(0, Affine3.Identity), new(0, broken)]).Build());
    }

    [Fact]
    public void Building_ends_when_asked_to()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var mesh = HierarchyScenes.Soup(1000, 1, 1);
        Assert.ThrowsAny<OperationCanceledException>(() => SceneHierarchy.Build([mesh], [new(0, Affine3.Identity)], 1, source.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => SceneHierarchy.Build([mesh], [new(0, Affine3.Identity)], 2, source.Token));
    }
}
