using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Tests.Golden;

/// <summary>
/// Hashes of what light does in <see cref="StudioScene"/>, written down once, in two slicings and with different numbers of threads. <see cref="GoldenProcessTests"/> runs this class
/// again in processes with other processor features.
/// </summary>
public sealed class StudioLightTests
{
    private const string Studio = "\"scene\":\"studio.gltf\",\"sky\":{\"color\":[1,1,1],\"picture\":\"sky.hdr\"}";
    private const string Rocks = "\"scene\":\"rocks.obj\",\"sky\":{\"color\":[0.8,0.9,1],\"picture\":\"sky.hdr\"}";

    public static TheoryData<string, string, string, long> Tasks => new()
    {
        { Kinds.Reflections, Studio + ",\"width\":28,\"height\":20,\"samples\":5,\"bounces\":3,\"denoise\":1", "2b14b1201db9719678aa6b6dc443aca1e2b6875b092b7597bdb4043be2c95097", 13828 },
        { Kinds.Reflections, Studio + ",\"cube\":{\"position\":[0.3,0.9,0.4],\"size\":7},\"samples\":4", "a87963ba963e172921a10e28d924fe27bb4a00498ca9c31119e4c106f0aac5f3", 2114 },
        { Kinds.Shadows, Studio + ",\"width\":24,\"height\":16,\"samples\":4,\"sun_angle\":3,\"light_radius\":0.1,\"occlusion\":0.6,\"shadow_maps\":9", "286994ea511bd03254dfb0e3db9f1c096b4ec3928529dd96c2314d45623b8b1b", 4959 },
        { Kinds.Shadows, Studio + ",\"lightmap\":{\"width\":32},\"samples\":4,\"occlusion\":1.5", "e1861f5ae7577084ba42cd5ac9c74dd8842c7ce1ea260138057fdd7381c9c63f", 10529 },
        { Kinds.GlobalIllumination, Studio + ",\"lightmap\":{\"width\":40,\"padding\":1},\"samples\":4,\"denoise\":2", "08fd91c7850bf0c2bb84a8f0316ac5a9ef04ba07f25f90d92fce969d34583b8d", 10642 },
        { Kinds.GlobalIllumination, Rocks + ",\"camera\":{\"eye\":[3,2,4],\"target\":[0,0.4,0]},\"width\":20,\"height\":16,\"samples\":4,\"lightmap\":{\"width\":24},\"probes\":[[0,1.5,0],[1.5,0.5,1]]", "fc78c19e0e82387795f7b263d809aba06b4edf4cbfe2d106320d734eebfece57", 4808 },
    };

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Light_is_the_golden_one_in_any_slicing(string kind, string fields, string hash, long units)
    {
        foreach (var (threads, slicing) in ((int, string)[])[(1, "\"tile_size\":64"), (5, "\"tile_size\":8,\"samples_per_slice\":2")])
        {
            var kernel = KernelCatalog.Newest(kind)!;
            var plan = kernel.Plan(Encoding.UTF8.GetBytes($"{{{fields},{slicing}}}"), StudioScene.Files);
            using var canonical = new MemoryStream();
            var merged = new LocalRun(kernel, plan, threads, null, TestContext.Current.CancellationToken).Run(canonical);
            Assert.Null(merged.Failure);
            Assert.True(hash == merged.OutputHash.ToString() && units == merged.WorkUnits, $"{slicing}: {merged.OutputHash}, {merged.WorkUnits} units");
        }
    }
}
