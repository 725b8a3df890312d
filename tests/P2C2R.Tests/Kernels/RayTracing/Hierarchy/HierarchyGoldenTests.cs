using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using P2C2R.Kernels.RayTracing.Hierarchy;
using P2C2R.Tests.Golden;

namespace P2C2R.Tests.Kernels.RayTracing.Hierarchy;

/// <summary>Hashes of hierarchies and of what rays hit in them, written down once. <see cref="HierarchyProcessTests"/> runs this class again in processes with other processor features.</summary>
public sealed class HierarchyGoldenTests
{
    public static TheoryData<string, string, string> Hashes => new()
    {
        { "soup", "d5b4d5e362079404bdd32bd64c2841b68c1a91e765b4296976db49cd75b77db0", "cb8b0709b502697e6cb7fb65a9ce22ab6609ba11680d4eb87753955c2432cdd1" },
        { "instances", "74fcc022f2cf203d9e2a3436c4f0fc8bf5129bb43b11527d38d38e9fa031f3b3", "85c0c94f89d3970918290d9ddb6200c8c13d60361fc950a7aedf5d027869fd0a" },
        { "needles", "7be8340eca974c6d39be906128c7b2100f3660254b3ae9e11bb739b30aee7aad", "767f14fb46b34d1864215639197c0b9e7bedc573917548126b150265f19d8f78" },
    };

    [Theory]
    [MemberData(nameof(Hashes))]
    public void Tree_and_hits_are_the_golden_ones(string name, string tree, string hits)
    {
        var scene = HierarchyScenes.Make(name);
        var hierarchy = scene.Build(2);
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var random = new Random(41);
        for (var i = 0; i < 400; i++)
        {
            hierarchy.Closest(RayKinds.Make(scene, hierarchy, random), out var hit);
            sum.AppendData(BitConverter.GetBytes(hit.Distance));
            sum.AppendData(BitConverter.GetBytes(hit.U));
            sum.AppendData(BitConverter.GetBytes(hit.V));
            sum.AppendData(BitConverter.GetBytes(hit.Instance));
            sum.AppendData(BitConverter.GetBytes(hit.Triangle));
        }

        var (treeHash, hitsHash) = (Convert.ToHexStringLower(SHA256.HashData(hierarchy.Write().Span)), Convert.ToHexStringLower(sum.GetHashAndReset()));
        Assert.True((tree, hits) == (treeHash, hitsHash), $"{treeHash}, {hitsHash}");
    }

    [Fact]
    public void What_is_expected_to_be_off_is_off()
    {
        var off = (Environment.GetEnvironmentVariable(GoldenHashTests.ExpectOffVariable) ?? "").Split(',');
        if (off.Contains("avx512")) Assert.False(RayLanes512.IsSupported);
        if (off.Contains("avx2")) Assert.False(Avx2.IsSupported);
        if (off.Contains("intrinsics")) Assert.False(Vector128.IsHardwareAccelerated || RayLanes256.IsSupported);
    }
}
