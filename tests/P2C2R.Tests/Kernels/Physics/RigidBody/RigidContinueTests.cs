using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Physics.RigidBody;
using P2C2R.Tests.Kernels.Meshes;

namespace P2C2R.Tests.Kernels.Physics.RigidBody;

/// <summary>An earlier result goes on: as if it had never ended, or otherwise than it did.</summary>
public sealed class RigidContinueTests
{
    private const string Earlier = "\"continue\":\"earlier/output.bin\",";

    private readonly RigidBodyKernel _kernel = new();

    [Theory]
    [InlineData("")]
    [InlineData("\"sweep\":{\"seed\":[1,2],\"friction\":[0.2,0.8]},")]
    public void A_run_that_is_continued_is_the_run_that_was_not_interrupted(string sweep)
    {
        using var whole = KernelRun.Of(_kernel, Document(90, sweep));
        using var first = KernelRun.Of(_kernel, Document(47, sweep));
        using var second = Continue(first, Document(71, sweep + Earlier));
        using var third = Continue(second, Document(90, sweep + Earlier));
        Assert.Equal(whole.Canonical, third.Canonical);
        Assert.Equal(whole.Merged.WorkUnits, first.Merged.WorkUnits + second.Merged.WorkUnits + third.Merged.WorkUnits);
    }

    [Fact]
    public void From_one_state_scenarios_branch_off_with_another_gravity_and_other_pushes()
    {
        using var first = KernelRun.Of(_kernel, Document(60, ""));
        const string up = "\"sweep\":{\"gravity\":[[0,-9.81,0],[0,2,0]]},\"pushes\":[{\"body\":\"ball\",\"step\":70,\"impulse\":[0,0,50]}],";
        using var branches = Continue(first, Document(100, up + Earlier));
        var frames = branches.ReadJson("statistics.json").AsArray().Select(static s => s!["frames"]!.AsArray().Select(static f => f!.ToJsonString()).ToList()).ToList();
        Assert.Equal(2, frames.Count);
        Assert.Equal(frames[0][..7], frames[1][..7]);
        Assert.NotEqual(frames[0][7], frames[1][7]);
        using var cut = Continue(first, Document(100, up + Earlier).Replace("\"slice_steps\":20", "\"slice_steps\":3", StringComparison.Ordinal));
        Assert.Equal(branches.Canonical, cut.Canonical);

        // Without what branches off it is the run that goes on.
        using var plain = Continue(first, Document(100, Earlier));
        using var whole = KernelRun.Of(_kernel, Document(100, ""));
        Assert.Equal(whole.Canonical, plain.Canonical);
        Assert.NotEqual(branches.Canonical[..plain.Canonical.Length], plain.Canonical);
    }

    [Theory]
    [InlineData("\"steps\":60", "\"steps\":50", "has 50 steps already; \"steps\" counts from the beginning and must be more")]
    [InlineData("\"record_every\":10", "\"record_every\":5", "is not the output.bin of an earlier task")]
    [InlineData("\"count\":[2,2,1]", "\"count\":[2,1,1]", "is not the output.bin of an earlier task")]
    [InlineData("\"slice_steps\":20,", "\"slice_steps\":20,\"sweep\":{\"seed\":[1,2,3]},\"queries\":[{\"type\":\"ray\",\"origin\":[0,1,0],\"direction\":[0,1,0]}],", "is not the output.bin of an earlier task")]
    [InlineData("earlier/output.bin", "../output.bin", "\"continue\"")]
    public void What_can_not_be_continued_is_refused(string old, string replacement, string message)
    {
        using var first = KernelRun.Of(_kernel, Document(50, ""));
        var document = Document(60, Earlier);
        var changed = document.Replace(old, replacement, StringComparison.Ordinal);
        Assert.NotEqual(document, changed);
        Assert.Contains(message, Assert.Throws<InputException>(() => Continue(first, changed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_numbers_of_scenarios_and_a_run_that_blew_up_are_refused()
    {
        using var two = KernelRun.Of(_kernel, Document(50, "\"sweep\":{\"seed\":[1,2]},"));
        Assert.Contains("has 2 scenarios and this document 1", Assert.Throws<InputException>(() => Continue(two, Document(60, Earlier))).Message, StringComparison.Ordinal);
        using var blown = KernelRun.Of(_kernel, Document(50, "\"pushes\":[{\"body\":\"ball\",\"step\":25,\"force\":[1e10,0,0]}],"));
        Assert.Contains("blew up in step 25", Assert.Throws<InputException>(() => Continue(blown, Document(60, Earlier))).Message, StringComparison.Ordinal);
    }

    /// <summary>Any byte changed or cut off: refused, or another state, never anything worse.</summary>
    [Fact]
    public void Random_changes_of_an_earlier_result_never_throw_anything_else()
    {
        using var first = KernelRun.Of(_kernel, Document(50, ""));
        var random = new Random(5);
        for (var i = 0; i < 300; i++)
        {
            var bytes = first.Canonical.ToArray();
            bytes[random.Next(i % 2 == 0 ? 60 : bytes.Length)] = (byte)random.Next(256);
            if (i % 5 == 0) bytes = bytes[..random.Next(bytes.Length)];
            try
            {
                _kernel.Plan(Encoding.UTF8.GetBytes(Document(60, Earlier)), new MemoryFiles(("earlier/output.bin", bytes)));
            }
            catch (InputException)
            {
                // That is what it is for.
            }
        }
    }

    [Fact]
    public void Random_and_mutated_slices_that_go_on_from_a_blob_never_throw()
    {
        using var first = KernelRun.Of(_kernel, Document(50, ""));
        SliceInputFuzzer.Fuzz(_kernel, _kernel.Plan(Encoding.UTF8.GetBytes(Document(60, Earlier)), new MemoryFiles(("earlier/output.bin", first.Canonical))), 200);
    }

    private static string Document(int steps, string more) => $$$"""
        {"steps":{{{steps}}},"slice_steps":20,"record_every":10,{{{more}}}"bodies":[
         {"name":"floor","kind":"static","shape":{"type":"box","half":[9,1,9]},"position":[0,-1,0]},
         {"name":"brick","shape":{"type":"box","half":[0.3,0.2,0.4]},"position":[0,0.5,0],"jitter":0.05,"grid":{"count":[2,2,1],"spacing":[0.7,0.5,0]}},
         {"name":"ball","shape":{"type":"sphere","radius":0.2},"position":[0,2,0]}],
         "joints":[{"type":"distance","a":"ball","b":"brick 0","anchor":[0,2,0],"anchor_b":[0,0.5,0],"limits":[0.5,1.6]}]}
        """;

    private KernelRun Continue(KernelRun earlier, string document) => KernelRun.Of(_kernel, document, new MemoryFiles(("earlier/output.bin", earlier.Canonical)));
}
