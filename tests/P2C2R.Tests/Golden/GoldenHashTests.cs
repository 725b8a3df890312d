using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text;
using P2C2R.Cli.Bench.Models;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;
using P2C2R.Tests.Kernels;
using P2C2R.Tests.Kernels.Dialogue.Models;
using P2C2R.Tests.Kernels.Meshes;

namespace P2C2R.Tests.Golden;

/// <summary>
/// The hashes of canonical outputs, written down once. A change here is a new kernel version: peers of the old release would be
/// called liars. <see cref="GoldenProcessTests"/> runs this class again in processes with other processor features.
/// </summary>
public sealed class GoldenHashTests
{
    /// <summary>Names of features, separated by commas, that must be off in this process.</summary>
    internal const string ExpectOffVariable = "P2C2R_EXPECT_OFF";

    public static TheoryData<string, string, string, long> Tasks => new()
    {
        { Kinds.NpcDialogue, "the_drowned_bell.json", "3685cb4a55d6b6159d87815b7199e19df01a72bedec01f068f5c5131a5dfed5e", 1559 },
        { Kinds.NpcDialogue, "night_watch.json", "4829d5c207435fdda5665b4f56afb1deed0ecb18e85a54d288ef5ba1bb41123a", 42786 },
        { Kinds.NpcDialogue, "random_weights.json", "a2aa67169a670c6a64996677a5339102ef81ed27205aa823685260fa6f8dc749", 42862 },
        { Kinds.Pathfinding, "halls.json", "20252ee38abd3374ebde1c83e0d9a7c347e07f82badd3837d718860d4059a532", 48442 },
        { Kinds.Pathfinding, "halls_prepared.json", "21acac3b4fbab078c5b4b449faab24d816c86fab2ce38514e57a6d9f4777edf0", 443254 },
        { Kinds.Pathfinding, "crowd.json", "ee8d33dc3c1fce57b9803a400576e35f05dbe1e7629fd1657603b566fabac6e9", 8755 },
        { Kinds.Pathfinding, "courtyard.json", "2b0c04e6b0cb6c356d1925f7403b0b4b2e32513e413005f25369d95befbe8dc4", 2394 },
        { Kinds.Pathfinding, "keep.json", "e4ff6b9684b13b18560dd23c426575fe9fd4b7104e74a18a6f865c7aa817bbbf", 65905 },
        { Kinds.ProceduralGeneration, "terrain.json", "6c35f7d3c197467e796a3680f0a1bacd0192a6df48b58a19ff9f019e3d0e37e7", 793094 },
        { Kinds.ProceduralGeneration, "coast.json", "c125a16be929bf89e219930e064d1c34bd5c71f13edb9a17ce049ffa2359a7ab", 34904 },
        { Kinds.ProceduralGeneration, "garden.json", "8696d746a6fffbfa7a22a02b497cb79375bf07c5221b133dab649a99e5f0793a", 496948 },
        { Kinds.ProceduralGeneration, "dungeon.json", "d93641ca342fc76ff88c49e011a51d42172edae9986dd01fce25e73fc1f151b6", 15104 },
        { Kinds.RigidBody, "wrecking_ball.json", "bbd2eda86fbc39a72426bd5fb11b078a96de56e2306b4c5c61fa4fee074306ae", 85430 },
        { Kinds.RigidBody, "landslide.json", "767bf616e828a14c818f1c852ce5d15c44456715bc9f782846f73f483abe56ed", 52456 },
        { Kinds.Destruction, "cells.json", "0fcedb1c40cee4213816e6762df81cf87b470b06927fc0bd93497ae640f91366", 23200 },
        { Kinds.Destruction, "chip.json", "cb3b37958137b9c10b252dc88beb8696ee88e57f0e1004df2d707c01c4d5947a", 25008 },
        { Kinds.NoOperation, "small.json", "bc766d41a2decc39dde4b883bbee00c30b9ea33c71ee759d3c01442c455e7651", 4000 },
        { Kinds.NoOperation, "chain.json", "8ae0a00c09245b2a2a6f09e77f3b01db32f4df190849a45c6dfd5019002cd4ad", 8000 },
        { Kinds.NoOperation, "big_output.json", "9c8f68f985cc6fc8c88726423abbbbed748df0ed53bd2a8886791b4f462b41a3", 2000 },
    };

    [Theory]
    [MemberData(nameof(Tasks))]
    public void The_hash_is_the_golden_one_with_any_number_of_threads(string kind, string sample, string hash, long units)
    {
        foreach (var threads in (int[])[1, 2, 7])
        {
            var (merged, _) = Run(kind, ReadSample(kind, sample), threads);
            Assert.Null(merged.Failure);
            Assert.True(hash == merged.OutputHash.ToString() && units == merged.WorkUnits, $"{threads} threads: {merged.OutputHash}, {merged.WorkUnits} units");
        }
    }

    [Theory]
    [InlineData("halls.json", "false")]
    [InlineData("halls_prepared.json", "true")]
    public void Paths_are_the_same_bytes_in_any_slicing(string sample, string prepare)
    {
        var whole = Run(Kinds.Pathfinding, ReadSample(Kinds.Pathfinding, sample), 2).Canonical;
        var lines = Encoding.UTF8.GetString(ReadSample(Kinds.Pathfinding, "halls.map.scen")).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        foreach (var size in (int[])[1, 7, 59])
        {
            var parts = lines.Chunk(size).Select(chunk => string.Join(',', chunk.Select(ToQuery)));
            var bytes = parts.SelectMany(p => Run(Kinds.Pathfinding, Encoding.UTF8.GetBytes($$"""{"map":"halls.map","prepare":{{prepare}},"queries":[{{p}}]}"""), 1).Canonical).ToArray();
            Assert.Equal(whole, bytes);
        }
    }

    /// <summary>The mesh comes first in every part; what follows are the answers.</summary>
    [Theory]
    [InlineData("exact")]
    [InlineData("fast")]
    public void Paths_on_meshes_are_the_same_bytes_in_any_slicing(string method)
    {
        var queries = Enumerable.Range(0, 70).Select(static i => $$"""{"start":[{{1 + (i % 30)}},0,{{1 + (i % 7)}}],"goal":[{{30 - (i % 13)}},{{i % 4}},{{12 + (i % 9)}}]}""").ToList();
        var whole = OnMesh(method, queries);
        var mesh = 4 + BitConverter.ToInt32(whole);
        foreach (var size in (int[])[9, 35])
        {
            var answers = queries.Chunk(size).SelectMany(part => OnMesh(method, part)[mesh..]);
            Assert.Equal(whole, whole[..mesh].Concat(answers));
        }
    }

    /// <summary>Small pictures of the samples' scene: eight processes trace them without vectors, too.</summary>
    [Theory]
    [InlineData(Kinds.Reflections, "\"width\":40,\"height\":30,\"samples\":4,\"denoise\":2", "fb17a1d1770ae31b81e99258069cab01e69e924500eb3a94711c635c0abcd3ba", 35663)]
    [InlineData(Kinds.Reflections, "\"cube\":{\"position\":[0,1.2,0.6],\"size\":10},\"samples\":4", "8eeb5b363afb7178f5a9eefc691948a4aa744c4bf2d26f7bb2abb0100b70ca11", 8388)]
    [InlineData(Kinds.Shadows, "\"width\":40,\"height\":30,\"samples\":4,\"light_radius\":0.05,\"occlusion\":0.5,\"shadow_maps\":16", "ed770da7ab907b79b199bfb8886246963281722241737f7daf60542b978b6c22", 18048)]
    [InlineData(Kinds.GlobalIllumination, "\"width\":28,\"height\":21,\"samples\":4,\"denoise\":3,\"sky\":[0.2,0.3,0.4]", "3cc19e3347fb9ad762061e7bfdedd3c1becb1f9a661cd812771c23bfb0df15d6", 20195)]
    [InlineData(Kinds.GlobalIllumination, "\"lightmap\":{\"width\":48},\"samples\":2,\"denoise\":2", "e8d104da6771d769ab363e055888fa4f23a86397fb9d37642f6878704e1cf875", 17205)]
    [InlineData(Kinds.GlobalIllumination, "\"probes\":[[0,1,0],[1,1,1],[-1.5,2,-1]],\"samples\":64", "8ec088099add67845ec991cfa9584b767ca5af372bd170785cdd9bf000726922", 986)]
    public void Light_is_the_golden_one(string kind, string fields, string hash, long units)
    {
        foreach (var threads in (int[])[1, 7])
        {
            var (merged, _) = Run(kind, Encoding.UTF8.GetBytes($$"""{"scene":"room.glb","tile_size":16,{{fields}}}"""), threads);
            Assert.Null(merged.Failure);
            Assert.True(hash == merged.OutputHash.ToString() && units == merged.WorkUnits, $"{threads} threads: {merged.OutputHash}, {merged.WorkUnits} units");
        }
    }

    /// <summary>Tiles and blocks of samples of any size are added up in the same tree.</summary>
    [Theory]
    [InlineData(Kinds.Reflections, "\"cube\":{\"position\":[0,1,0.5],\"size\":7}")]
    [InlineData(Kinds.Shadows, "\"width\":21,\"height\":13,\"occlusion\":0.4,\"shadow_maps\":9")]
    [InlineData(Kinds.GlobalIllumination, "\"width\":19,\"height\":11,\"denoise\":2,\"lightmap\":{\"width\":40,\"height\":32},\"probes\":[[0,1,0],[1,1,1],[-1,2,0]]")]
    public void Light_is_the_same_bytes_in_any_slicing(string kind, string fields)
    {
        var slicings = new[] { (64, 16), (4, 1), (8, 4), (16, 32) };
        var outputs = slicings.Select(s => Run(kind, Encoding.UTF8.GetBytes($$"""{"scene":"room.glb","samples":27,"tile_size":{{s.Item1}},"samples_per_slice":{{s.Item2}},{{fields}}}"""), 2).Canonical).ToList();
        Assert.All(outputs, o => Assert.Equal(outputs[0], o));
    }

    /// <summary>A small tank with walls that hold, rub and let slip: without vectors a step of the sample takes a tenth of a second.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(",\"steps_per_slice\":1")]
    [InlineData(",\"steps_per_slice\":17")]
    public void Fluid_is_the_golden_one(string slicing)
    {
        const string fields = """ "size":[1,1,1],"cell":0.1,"fluid":[{"box":[[0,0,0],[0.4,0.8,0.7]],"velocity":[1,0,0.5]}],"walls":{"floor":"stick","left":0.02},"viscosity":0.01,"sound_speed":20,"steps":40,"frame_steps":20""";
        foreach (var threads in (int[])[1, 7])
        {
            var (merged, _) = Run(Kinds.Fluid, Encoding.UTF8.GetBytes($"{{{fields}{slicing}}}"), threads);
            Assert.Null(merged.Failure);
            Assert.True(merged.OutputHash.ToString() == "7b9386246a3f308d985807086a43618cf62afb853107fd431d967d6c071f0f62" && merged.WorkUnits == 71680, $"{threads} threads: {merged.OutputHash}, {merged.WorkUnits} units");
        }
    }

    /// <summary>A mesh that stands, a box that is pushed along a path and turns, a floating box, a ball that falls onto it, surface tension.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(",\"steps_per_slice\":1")]
    [InlineData(",\"steps_per_slice\":17")]
    public void Fluid_around_solids_is_the_golden_one(string slicing)
    {
        const string fields = """ "size":[1.6,1.2,1.2],"cell":0.1,"fluid":[{"box":[[0,0,0],[1.6,0.5,1.2]],"velocity":[0.5,0,0.2]}],"sound_speed":30,"surface_tension":5,"steps":60,"frame_steps":20,"obstacles":[{"mesh":"rock.obj","at":[1.2,0.1,0.7]},{"box":[[0.1,0.1,0.2],[0.3,0.6,0.6]],"path":[[0,0.2,0.35,0.4],[1,0.7,0.35,0.4]],"angular_velocity":[0,1,0],"surface":0.05}],"bodies":[{"box":[[0.6,0.35,0.5],[0.9,0.65,0.8]],"surface":"stick"},{"sphere":0.17,"at":[0.75,0.9,0.65],"density":2000,"velocity":[0,-4,0],"restitution":0.3}]""";
        foreach (var threads in (int[])[1, 7])
        {
            var (merged, _) = Run(Kinds.Fluid, Encoding.UTF8.GetBytes($"{{{fields}{slicing}}}"), threads);
            Assert.Null(merged.Failure);
            Assert.True(merged.OutputHash.ToString() == "94601cfee4d23b650fd5c58757ffb31d99b1be8b2c95ef1aec8a4119ef3d368d" && merged.WorkUnits == 418560, $"{threads} threads: {merged.OutputHash}, {merged.WorkUnits} units");
        }
    }

    private static byte[] OnMesh(string method, IEnumerable<string> queries) =>
        Run(Kinds.Pathfinding, Encoding.UTF8.GetBytes($$"""{ "mesh":"keep.obj","cell_size":0.25,"tile_size":48,"method":"{{method}}","queries":[{{string.Join(',', queries)}}]}"""), 2).Canonical;

    [Theory]
    [InlineData(nameof(WeightType.F32), "d0d9775258dcc2d524c87881931a2824e206813976161b97e275e0b9d0a1aa72")]
    [InlineData(nameof(WeightType.F16), "5af5873ce4d5b6a02d404e5fc7e8bded682caae45c17d499cba2fdcf393ce407")]
    [InlineData(nameof(WeightType.Q8), "997fff1280490491885f6bd7e5012736f7f72da771124901806455bad3a816b3")]
    [InlineData(nameof(WeightType.Q6), "07513e88ebe31c486690edb051d851c787cf8e8622299d1e5cb5d79794c48155")]
    [InlineData(nameof(WeightType.Q4), "ee9a54349737ec7e5fc2a2e14d96dfb9b03434bc0e0cd4f67fbe96bba52e4693")]
    public void Models_of_all_kinds_of_weights_give_the_golden_answers(string type, string hash)
    {
        var kernel = KernelCatalog.Newest(Kinds.NpcDialogue)!;
        var files = new MemoryFiles(("model.gguf", ModelFiles.Make(Enum.Parse<WeightType>(type))));
        const string document = """{"engine":"model","model":"model.gguf","seed":1,"count":9,"limits":{"tokens":20},"characters":[{"name":"Bram"}],"asked":[{"event":"greet"}],"template":"{name}:"}""";
        foreach (var threads in (int[])[1, 7])
        {
            using var canonical = new MemoryStream();
            var merged = new LocalRun(kernel, kernel.Plan(Encoding.UTF8.GetBytes(document), files), threads, null, TestContext.Current.CancellationToken).Run(canonical);
            Assert.True(hash == merged.OutputHash.ToString(), $"{type}, {threads} threads: {merged.OutputHash}");
        }
    }

    /// <summary>A misspelt switch would make the other processes prove nothing.</summary>
    [Fact]
    public void Features_that_should_be_off_are_off()
    {
        var off = (Environment.GetEnvironmentVariable(ExpectOffVariable) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(off, feature => Assert.False(IsSupported(feature), $"{feature} is on in this process"));
    }

    private static bool IsSupported(string feature) => feature switch
    {
        "avx512" => Avx512F.IsSupported || Vector512.IsHardwareAccelerated,
        "avx2" => Avx2.IsSupported || Vector256.IsHardwareAccelerated,
        "intrinsics" => Avx.IsSupported || Lzcnt.IsSupported || Bmi1.IsSupported || Popcnt.IsSupported || Vector128.IsHardwareAccelerated,
        _ => throw new ArgumentOutOfRangeException(nameof(feature), feature, "no such feature"),
    };

    private static string ToQuery(string line)
    {
        var fields = line.Split('\t');
        return $$"""{"start":[{{fields[4]}},{{fields[5]}}],"goal":[{{fields[6]}},{{fields[7]}}]}""";
    }

    private static string Folder(string kind) => Path.Combine(RepositoryRoot.Path, "samples", kind);

    private static byte[] ReadSample(string kind, string name) => File.ReadAllBytes(Path.Combine(Folder(kind), name));

    private static (MergedTask Merged, byte[] Canonical) Run(string kind, byte[] document, int threads)
    {
        var kernel = KernelCatalog.Newest(kind)!;
        using var canonical = new MemoryStream();
        var merged = new LocalRun(kernel, kernel.Plan(document, new FilesIn(Folder(kind))), threads, null, TestContext.Current.CancellationToken).Run(canonical);
        return (merged, canonical.ToArray());
    }
}
