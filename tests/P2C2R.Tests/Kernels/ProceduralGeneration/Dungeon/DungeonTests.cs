using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Pathfinding;

namespace P2C2R.Tests.Kernels.ProceduralGeneration.Dungeon;

public sealed class DungeonTests
{
    [Fact]
    public void Every_dungeon_can_be_played_to_its_end_and_needs_each_of_its_keys()
    {
        var random = new Random(3);
        var keys = 0;
        for (var round = 0; round < 20; round++)
        {
            var roomMin = random.Next(3, 8);
            var document = $$"""{"generator":"dungeon","seed":{{random.NextInt64()}},"count":2,"width":{{random.Next(24, 64)}},"height":{{random.Next(24, 50)}},"rooms":{{random.Next(1, 30)}},"room_min":{{roomMin}},"room_max":{{random.Next(roomMin, 13)}},"keys":{{random.Next(0, 6)}},"loops":{{random.Next(0, 6)}}}""";
            using var run = GeneratorRun.Of(document, threads: 2);
            foreach (var file in run.Presentation.Files.Where(static f => f.EndsWith(".tmj", StringComparison.Ordinal))) keys += Play(run, file, document);
        }

        Assert.True(keys > 40, $"only {keys} keys in all dungeons");
    }

    [Fact]
    public void Rooms_and_keys_are_as_many_as_asked_for_where_there_is_place()
    {
        using var run = GeneratorRun.Of("""{"generator":"dungeon","seed":1,"width":200,"height":200,"rooms":40,"keys":12,"loops":5}""");
        Assert.Equal((40, 12, 5), ((int)run.Presentation.Figures["rooms"]!, (int)run.Presentation.Figures["keys"]!, (int)run.Presentation.Figures["loops"]!));
    }

    [Fact]
    public void Loops_make_more_than_one_way_and_none_past_a_lock()
    {
        using var run = GeneratorRun.Of("""{"generator":"dungeon","seed":4,"width":120,"height":90,"rooms":40,"keys":3,"loops":10}""");
        Assert.InRange((int)run.Presentation.Figures["loops"]!, 1, 10);
        Play(run, "dungeon.tmj", "with loops");
    }

    /// <summary>The Moving AI map feeds the pathfinding kernel, and so does the document with the way from key to key.</summary>
    [Fact]
    public void The_way_through_is_walked_by_the_pathfinding_kernel()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            using var run = GeneratorRun.Of($$"""{"generator":"dungeon","seed":{{seed}},"width":80,"height":60,"rooms":20,"keys":4}""");
            var kernel = new PathfindingKernel();
            var plan = kernel.Plan(run.Read("dungeon-way.json"), new FilesIn(run.Folder));
            using var canonical = new MemoryStream();
            Assert.Null(new LocalRun(kernel, plan, 1, null, TestContext.Current.CancellationToken).Run(canonical).Failure);
            canonical.Position = 0;
            var figures = kernel.Present(plan, canonical, run.Folder).Figures;
            Assert.Equal((9, 9), ((int)figures["queries"]!, (int)figures["reachable"]!));
            Assert.Equal((int)run.Presentation.Figures["open_cells"]!, System.Text.Encoding.ASCII.GetString(run.Read("dungeon.map")).Split("map\n")[1].Count(static c => c == '.'));
        }
    }

    [Fact]
    public void Variants_differ_and_a_variant_is_the_same_however_many_there_are()
    {
        using var one = GeneratorRun.Of("""{"generator":"dungeon","seed":9}""");
        using var three = GeneratorRun.Of("""{"generator":"dungeon","seed":9,"count":3}""", threads: 3);
        Assert.Equal(one.Canonical, three.Canonical[..one.Canonical.Length]);
        Assert.Equal(one.Read("dungeon.map"), three.Read("dungeon-0000.map"));
        Assert.NotEqual(three.Read("dungeon-0001.map"), three.Read("dungeon-0002.map"));
    }

    private static int Play(KernelRun run, string file, string document)
    {
        var dungeon = new PlayedDungeon(run.ReadJson(file));
        var reached = dungeon.Reach(-1);
        Assert.True(reached.Contains(dungeon.Exit), document);
        Assert.True(reached.SetEquals(dungeon.OpenCells), document);
        Assert.Equal(dungeon.LockCells.Order(), dungeon.OpenCells.Where(dungeon.LooksLocked));
        Assert.Equal(dungeon.Keys, dungeon.LockCells.Count());
        for (var key = 0; key < dungeon.Keys; key++) Assert.False(dungeon.Reach(key).Contains(dungeon.Exit), $"key {key + 1} isn't needed: {document}");
        return dungeon.Keys;
    }
}
