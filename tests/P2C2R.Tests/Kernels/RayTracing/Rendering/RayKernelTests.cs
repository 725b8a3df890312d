using System.Diagnostics;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Protocol;

namespace P2C2R.Tests.Kernels.RayTracing.Rendering;

public sealed class RayKernelTests
{
    [Theory]
    [InlineData(Kinds.Reflections, "\"width\":0", "\"width\" must be a whole number from 1 to 8192, not 0")]
    [InlineData(Kinds.Reflections, "\"width\":8192,\"height\":8192", "more than 16777216 pixels; make \"width\" or \"height\" smaller")]
    [InlineData(Kinds.Reflections, "\"camera\":\"back\"", "there is no camera \"back\"; the scene has \"front\"")]
    [InlineData(Kinds.Reflections, "\"camera\":3", "there is no camera 3; the scene has 1")]
    [InlineData(Kinds.Reflections, "\"camera\":{\"eye\":[0,1,0]}", "needs \"eye\" and \"target\"")]
    [InlineData(Kinds.Reflections, "\"camera\":{\"eye\":[0,1,0],\"target\":[0,2,0]}", "\"up\" not along the line of sight")]
    [InlineData(Kinds.Reflections, "\"bounces\":65", "\"bounces\" must be a whole number from 0 to 64, not 65")]
    [InlineData(Kinds.Reflections, "\"cube\":{\"size\":8}", "a \"cube\" needs a \"position\"")]
    [InlineData(Kinds.Reflections, "\"width\":8,\"cube\":{\"position\":[0,0,0]}", "remove them, or the cube")]
    [InlineData(Kinds.Reflections, "\"samples_per_slice\":12", "must be a power of two, not 12")]
    [InlineData(Kinds.Reflections, "\"sky\":[1,2]", "\"sky\" must have three numbers, not 2")]
    [InlineData(Kinds.Reflections, "\"sky\":[1,-2,0]", "must be a number from 0 to 1000000, not -2")]
    [InlineData(Kinds.Reflections, "\"probes\":[]", "\"probes\" is not a field here; the fields are scene, sky")]
    [InlineData(Kinds.Reflections, "\"width\":8000,\"height\":2000,\"tile_size\":4,\"samples\":4", "more than 65536 slices; give a greater \"tile_size\" (at most 256) or fewer \"samples\"")]
    [InlineData(Kinds.Reflections, "\"refine\":\"room.glb\"", "'room.glb' is not the output.bin of an earlier task")]
    [InlineData(Kinds.GlobalIllumination, "\"probes\":[]", "\"probes\" is empty")]
    [InlineData(Kinds.GlobalIllumination, "\"probes\":{\"from\":[0,0,0],\"to\":[1,1,1],\"count\":[100,100,100]}", "at most 1024 probes")]
    [InlineData(Kinds.GlobalIllumination, "\"lightmap\":{\"width\":5000}", "\"width\" must be a whole number from 16 to 4096, not 5000")]
    [InlineData(Kinds.GlobalIllumination, "\"lightmap\":{\"width\":16,\"texels_per_unit\":1000}", "ask for fewer texels per unit or a bigger lightmap")]
    [InlineData(Kinds.Shadows, "\"lights\":[\"moon\"]", "there is no light \"moon\"; the scene has \"spot\", \"lamp\"")]
    [InlineData(Kinds.Shadows, "\"lights\":[\"lamp\",\"lamp\"]", "stands twice")]
    [InlineData(Kinds.Shadows, "\"masks\":false", "nothing is asked for")]
    public void A_wrong_document_is_refused_before_anything_is_computed(string kind, string fields, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => RayTask.Plan(kind, fields)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"width\":12,\"height\":9,\"tile_size\":8,\"samples\":")]
    [InlineData("\"lightmap\":{\"width\":32},\"bounces\":1,\"denoise\":1,\"tile_size\":32,\"samples\":")]
    public void A_result_is_refined_to_the_bytes_of_one_made_at_once(string view)
    {
        var early = RayTask.Run(RayTask.Plan(Kinds.GlobalIllumination, view + 32));
        var whole = RayTask.Run(RayTask.Plan(Kinds.GlobalIllumination, view + 100));
        var refined = RayTask.Run(RayTask.Plan(Kinds.GlobalIllumination, view + "100,\"refine\":\"early.bin\"", ("early.bin", early.Bytes)));
        Assert.Equal(whole.Bytes, refined.Bytes);
        Assert.Equal(whole.Units - early.Units, refined.Units);
        var other = Assert.Throws<InputException>(() => RayTask.Plan(Kinds.GlobalIllumination, view + "100,\"seed\":1,\"refine\":\"early.bin\"", ("early.bin", early.Bytes)));
        Assert.Contains("only \"samples\" may differ", other.Message, StringComparison.Ordinal);
    }

    /// <summary>The slices of more samples begin with those of fewer, so that a grid answers them from its cache.</summary>
    [Fact]
    public void A_bigger_task_names_the_slices_of_a_smaller_one()
    {
        var few = RayTask.Plan(Kinds.Reflections, "\"width\":12,\"height\":9,\"samples\":32").Slices.Select(static s => Sha256Hash.Of(s.Input.Span)).ToList();
        var many = RayTask.Plan(Kinds.Reflections, "\"width\":12,\"height\":9,\"samples\":100").Slices.Select(static s => Sha256Hash.Of(s.Input.Span)).ToList();
        Assert.Equal(few, many.Take(few.Count));
    }

    [Theory]
    [InlineData(Kinds.Reflections, "\"width\":6,\"height\":4,\"samples\":2,\"tile_size\":4,\"denoise\":1")]
    [InlineData(Kinds.Shadows, "\"lightmap\":{\"width\":32},\"samples\":1,\"occlusion\":1,\"shadow_maps\":4")]
    [InlineData(Kinds.GlobalIllumination, "\"probes\":[[0,1,0],[0,2,0]],\"samples\":4")]
    public void Hostile_slices_are_refused_and_never_thrown_at(string kind, string fields) =>
        SliceInputFuzzer.Fuzz(KernelCatalog.Newest(kind)!, RayTask.Plan(kind, fields), 150);

    /// <summary>A scene's archive comes from a stranger: whatever is in it, a slice has an answer or is refused.</summary>
    [Fact]
    public void Hostile_archives_are_refused_and_never_thrown_at()
    {
        var plan = RayTask.Plan(Kinds.GlobalIllumination, "\"lightmap\":{\"width\":32},\"samples\":1");
        var original = plan.Blobs[plan.Slices[0].Blobs[0]].ToArray();
        var random = new Random(6);
        var refused = 0;
        for (var i = 0; i < 150; i++)
        {
            var bytes = (byte[])original.Clone();

            // In the archive's and the file's heads most of the time.
            for (var n = random.Next(1, 4); n > 0; n--) bytes[random.Next(random.Next(4) == 0 ? bytes.Length : 2500)] = (byte)(random.Next(2) == 0 ? random.Next(256) : "0123456789-[]"[random.Next(13)]);
            if (random.Next(8) == 0) bytes = bytes[..random.Next(bytes.Length)];
            using var output = new SliceOutputStream();
            var execution = new SliceExecution { Input = plan.Slices[0].Input, Blobs = [new SliceData(Sha256Hash.Of(bytes), bytes)], Output = output, MaxUnits = plan.Slices[0].MaxUnits };
            var executed = SliceExecutor.Execute(KernelCatalog.Find(plan.Kernel)!, execution, output);
            Assert.Null(executed.Failure);
            if (executed.Trailer.Outcome == SliceOutcome.InputRefused) refused++;
        }

        Assert.InRange(refused, 30, 149);
    }

    [Fact]
    public void A_slice_ends_soon_after_it_is_cancelled()
    {
        var plan = RayTask.Plan(Kinds.GlobalIllumination, "\"width\":256,\"height\":256,\"tile_size\":256,\"samples\":64");
        using var cancel = new CancellationTokenSource();
        using var output = new SliceOutputStream();
        var clock = new Stopwatch();
        var executed = SliceExecutor.Execute(KernelCatalog.Find(plan.Kernel)!, new SliceExecution
        {
            Input = plan.Slices[0].Input,
            Blobs = [new SliceData(plan.Slices[0].Blobs[0], plan.Blobs[plan.Slices[0].Blobs[0]])],
            Output = output,
            MaxUnits = plan.Slices[0].MaxUnits,
            Threads = 2,
            Progress = _ =>
            {
                clock.Start();
                cancel.Cancel();
            },
            Cancellation = cancel.Token,
        }, output);
        Assert.Equal(ErrorCode.Cancelled, executed.Failure?.Code);
        Assert.True(clock.IsRunning);
    }

    [Fact]
    public void Too_few_units_end_a_slice_without_an_answer()
    {
        var plan = RayTask.Plan(Kinds.Reflections, "\"width\":8,\"height\":8,\"samples\":1");
        using var output = new SliceOutputStream();
        var executed = SliceExecutor.Execute(KernelCatalog.Find(plan.Kernel)!, new SliceExecution { Input = plan.Slices[0].Input, Blobs = [new SliceData(plan.Slices[0].Blobs[0], plan.Blobs[plan.Slices[0].Blobs[0]])], Output = output, MaxUnits = 10 }, output);
        Assert.Equal(new OutputTrailer(10, SliceOutcome.OutOfUnits), executed.Trailer);
    }

    [Fact]
    public void A_stranger_s_numbers_are_checked_before_they_are_added()
    {
        var plan = RayTask.Plan(Kinds.Reflections, "\"width\":2,\"height\":2,\"samples\":1");
        var kernel = KernelCatalog.Find(plan.Kernel)!;
        foreach (var answer in (byte[][])[[], new byte[47], [.. new byte[44], 0, 0, 0x80, 0x7F]])
        {
            Assert.Throws<InvalidDataException>(() => kernel.Merge(plan, [new SliceResult(0, new OutputTrailer(1, SliceOutcome.Completed), answer)], Stream.Null));
        }
    }

    [Fact]
    public void Results_that_are_none_are_told()
    {
        var bytes = RayTask.Run(RayTask.Plan(Kinds.Reflections, "\"width\":2,\"height\":2,\"samples\":1")).Bytes;
        Assert.NotNull(RayResult.Read(bytes));
        for (var length = 0; length < bytes.Length; length++) Assert.Null(RayResult.Read(bytes.AsSpan(0, length)));
        var random = new Random(3);
        for (var round = 0; round < 500; round++)
        {
            var changed = (byte[])bytes.Clone();
            for (var i = 0; i < 3; i++) changed[random.Next(60)] = (byte)random.Next(256);
            _ = RayResult.Read(changed);
        }
    }
}
